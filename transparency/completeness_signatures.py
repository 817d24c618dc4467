"""C7: who has signed, counted for each company by itself where several give one statement together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.text import get_text_list

from sustainability_site.content.faults import Fault, Level
from transparency.circumstances import Circumstances
from transparency.enums import SignatoryRole
from transparency.statement_texts import row_field, rows_of

if TYPE_CHECKING:
    from transparency.models import Company, Signature, Statement


def whole_board_has_signed(statement: "Statement", around: Circumstances) -> Iterator[Fault]:
    """C7: § 5 with regnskapsloven § 3-5: the whole board, and the general manager where there is one.

    A statement without signatures says so on its page; one that claims any must have them all, of every company.
    """
    seats = list(statement.signatures.all())
    if not any(seat.signed_on for seat in seats):
        sentence = "Ingen har undertegnet: hele styret og daglig leder skal undertegne."
        yield _unsigned(sentence, rows_of("signatures"), Level.WARN)
        return
    if statement.shared:
        yield from _each_board_has_signed(statement, seats)
    else:
        wanted = statement.signatories
        if wanted is None:
            wanted = next((company.signatories for company in statement.companies.all()), None)
        yield from _board_has_signed(seats, wanted, "#id_signatories", "")
    if late := [seat.name for seat in seats if seat.signed_on and seat.signed_on > around.today]:
        yield _unsigned(f"Underskriften til {get_text_list(late, 'og')} er datert fram i tid.")


def _each_board_has_signed(statement: "Statement", seats: "list[Signature]") -> Iterator[Fault]:
    for number, seat in enumerate(seats):
        if seat.company is None:
            sentence = f"Det står ikke hvilket av selskapene {seat.name} undertegner for."
            yield _unsigned(sentence, row_field("signatures", number, "company"))
    for number, company in enumerate(statement.companies.all()):
        own = [seat for seat in seats if _is_for(seat, company)]
        if not any(seat.signed_on for seat in own):
            yield _unsigned(
                f"Ingen har undertegnet for «{company.name}»: hele styret og daglig leder i hvert selskap skal undertegne."
            )
            continue
        where = row_field("companies", number, "signatories")
        yield from _board_has_signed(own, company.signatories, where, f" for «{company.name}»")


def _is_for(seat: "Signature", company: "Company") -> bool:
    return seat.company is not None and seat.company.key == company.key


def _board_has_signed(seats: "list[Signature]", wanted: int | None, where: str, whom: str) -> Iterator[Fault]:
    """`wanted` is the number of persons who are to sign, None where it is not told, `where` the field that tells it."""
    people = {" ".join(seat.name.casefold().split()) for seat in seats}
    if waiting := [seat.name for seat in seats if not seat.signed_on]:
        yield _unsigned(f"{get_text_list(waiting, 'og')} har ikke undertegnet{whom}.")
    if SignatoryRole.CHAIR not in {seat.role for seat in seats}:
        yield _unsigned(f"Styrelederen står ikke blant dem som undertegner{whom}.")
    if wanted is None:
        sentence = (
            f"Det står ikke hvor mange som skal undertegne{whom}, så ingen kan se om alle har gjort det."
        )
        yield _unsigned(sentence, where)
    elif len(people) != wanted:
        yield _unsigned(f"{wanted} skal undertegne{whom}, men listen har {len(people)}.")


def _unsigned(sentence: str, where: str = rows_of("signatures"), level: Level = Level.BLOCK) -> Fault:
    return Fault("C7", "§ 5 og regnskapsloven § 3-5", sentence, where, level)
