import pytest

from tests.transparency.judged import statement, told, with_row

RISKS = (
    "<p>Størst er risikoen for barnearbeid der kobolt blir utvunnet i Kongo, og for tvangsarbeid der tekstiler blir "
    "laget i Xinjiang. Begge deler ligger langt fra oss i kjeden, og vi har lite innflytelse alene.</p>"
)


def test_c14_text_of_last_year_is_told_of() -> None:
    faults = told("C14", statement(significant_risks_nb=RISKS), before=statement(significant_risks_nb=RISKS))
    assert faults == [
        (
            "warn",
            "100 % av teksten om funn og tiltak er den samme som i forrige redegjørelse.",
            "#id_significant_risks_nb",
        )
    ]


def test_c14_a_word_here_and_there_does_not_make_it_new() -> None:
    mended = RISKS.replace("Størst", "Fremdeles størst")
    assert (
        len(told("C14", statement(significant_risks_nb=mended), before=statement(significant_risks_nb=RISKS)))
        == 1
    )


def test_c14_new_text_and_the_first_statement_are_left_alone() -> None:
    other = statement(
        significant_risks_nb="<p>Nå gjelder det kaffe.</p>",
        actual_impacts_nb="",
        findings=[],
        measures=[],
    )
    assert told("C14", statement(significant_risks_nb=RISKS), before=other) == []
    assert told("C14", statement(significant_risks_nb=RISKS)) == []


@pytest.mark.parametrize("word", ["kontinuerlig", "Løpende", "ved behov"])
def test_c15_vague_word_without_a_number_is_hinted_at(word: str) -> None:
    plans = statement(
        plans_nb=f"<p>Vi gjør det i mai.</p><p>{word} følger vi opp leverandørene våre her.</p>"
    )
    assert told("C15", plans) == [
        (
            "hint",
            f"«{word}» sier ikke når eller hvor ofte: «{' '.join(f'{word} følger vi opp leverandørene våre her.'.split()[:8])}»",
            "#id_plans_nb",
        )
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Vi følger løpende opp, fire ganger i året, med 12 besøk.",
        "Vi går løpende gjennom dem i mars.",
        "Fortløpende.",
    ],
)
def test_c15_number_or_month_in_the_paragraph_is_enough(words: str) -> None:
    assert told("C15", statement(plans_nb=f"<p>{words}</p>")) == []


def test_c15_rows_are_read_too() -> None:
    vague = with_row("measures", description_nb="Vi ser på det\nved behov.")
    assert [field for _level, _sentence, field in told("C15", vague)] == ["#id_measures-0-description_nb"]


def test_c16_links_that_lead_nowhere() -> None:
    linked = statement(
        plans_nb='<p>Se <a href="/-/guide/gone/">rådene</a>, <a href="#funn-cobalt">funnet</a>, <a href="#risikoer">'
        'risikoene</a> og <a href="#borte">det andre</a>.</p>'
    )
    beginning = "«Se rådene, funnet, risikoene og det andre.»"
    assert told("C16", linked, dead_links=frozenset({"guide/gone"})) == [
        ("hint", f"En lenke leder ingen steder (guide/gone): {beginning}", "#id_plans_nb"),
        ("hint", f"En lenke leder ingen steder (#borte): {beginning}", "#id_plans_nb"),
    ]
    assert len(told("C16", linked)) == 1


@pytest.mark.parametrize("word", ["tillgänglig", "årsredovisning", "leverantörerna", "och"])
def test_c16_swedish_in_norwegian_is_hinted_at(word: str) -> None:
    faults = told("C16", statement(lead_nb=f"Den er {word}."))
    assert faults == [("hint", f"«{word}» er ikke bokmål: «Den er {word}.»", "#id_lead_nb")]


def test_c16_norwegian_and_swedish_names_are_left_alone() -> None:
    assert told("C16", statement(lead_nb="Vi kjøper fra Malmö, og våren for oss er fin.")) == []


@pytest.mark.parametrize("claim", ["Vi garanterer det", "Varene er fri for bly", "Alt er 100 % trygt"])
def test_c17_absolute_claim_without_a_source_is_told_of(claim: str) -> None:
    faults = told("C17", statement(plans_nb=f"<p>{claim}.</p>"))
    assert [(level, field) for level, _sentence, field in faults] == [("warn", "#id_plans_nb")]
    assert faults[0][1].endswith(f"er en absolutt påstand uten kilde: «{claim}.»")


def test_c17_claim_with_a_source_or_without_claim_is_left_alone() -> None:
    sourced = '<p>Varene er <a href="https://eksempel.no/prøve">fri for bly</a>.</p>'
    assert told("C17", statement(plans_nb=sourced)) == []
    assert told("C17", statement(plans_nb="<p>Vi ga ingen garanti, og 100 kom.</p>")) == []
