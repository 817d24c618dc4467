"""What a label that is shown must tell, and when it no longer holds: G2 and G4 of the green claims.

Directive (EU) 2024/825 lets a trader show a sustainability label only after making sure what scheme is behind it.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from sustainability_site.content.faults import Fault, Level

if TYPE_CHECKING:
    from labels.models import Label

LAW = "direktiv (EU) 2024/825"
# What must be known of the scheme, in the words of the form.
SCHEME = {
    "iso_type": "type merke",
    "owner": "eier",
    "verifier_nb": "hvem kontrollerer, og hvordan",
    "mark_terms_nb": "vilkår for å vise merket",
    "last_checked": "sist kontrollert",
}


def faults(label: "Label", today: date) -> Iterator[Fault]:
    if label.offered or label.logo_id:
        for field, name in SCHEME.items():
            if not getattr(label, field):
                told = (
                    f"Merket vises, men siden sier ikke «{name}». Fyll det ut, eller la være å vise merket."
                )
                yield Fault("G2", LAW, told, f"#id_{field}", Level.WARN)
    if label.offered and not label.is_offered_on(today):
        told = (
            "Merket er krysset av som tilbudt, men gjelder ikke lenger. Leserne ser det ikke som «Tilbys nå»."
        )
        yield Fault("G4", LAW, told, "#id_offered", Level.WARN)
