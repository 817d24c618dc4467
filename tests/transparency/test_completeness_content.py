import pytest

from tests.transparency.judged import statement, told, with_row

METHOD = "#id_method_nb"


@pytest.mark.parametrize(
    ("changes", "sentence", "field"),
    [
        (
            {"organisation_nb": "<p> </p>"},
            "Redegjørelsen beskriver ikke virksomheten og driftsområdet.",
            "#id_organisation_nb",
        ),
        (
            {"guidelines_nb": ""},
            "Redegjørelsen beskriver ikke retningslinjer og rutiner.",
            "#id_guidelines_nb",
        ),
        (
            {"significant_risks_nb": "", "findings": [], "measures": []},
            "Redegjørelsen sier ingenting om vesentlige risikoer.",
            "#id_significant_risks_nb",
        ),
        (
            {"measures_summary_nb": "", "measures": []},
            "Redegjørelsen nevner ingen tiltak.",
            "#id_measures_summary_nb",
        ),
        (
            {"results_nb": "<p>Vi selger  <strong>IT-utstyr</strong> fra Moss.</p>"},
            "«virksomheten og driftsområdet» og «resultater» har samme tekst, men skal svare på hver sin bokstav.",
            "#id_results_nb",
        ),
    ],
)
def test_c1_letter_without_its_own_text_blocks(changes: dict, sentence: str, field: str) -> None:
    assert told("C1", statement(**changes)) == [("block", sentence, field)]


@pytest.mark.parametrize(
    "changes", [{}, {"significant_risks_nb": "", "measures_summary_nb": ""}, {"measures": []}]
)
def test_c1_rows_answer_as_well_as_text(changes: dict) -> None:
    assert told("C1", statement(**changes)) == []


def test_c2_silence_on_actual_impacts_blocks() -> None:
    sentence = "Redegjørelsen sier ikke om dere har funnet faktiske negative konsekvenser."
    silent = statement(actual_impacts_nb="", findings=[], measures=[])
    assert told("C2", silent) == [("block", sentence, "#id_actual_impacts_nb")]
    assert told("C2", statement(actual_impacts_nb="")) == []


def test_c2_one_text_for_both_blocks() -> None:
    both = statement(actual_impacts_nb="<p>Størst er risikoen der kobolt blir utvunnet.</p>")
    sentence = "Faktiske konsekvenser og vesentlige risikoer har samme tekst, men er to forskjellige ting."
    assert told("C2", both) == [("block", sentence, "#id_actual_impacts_nb")]


@pytest.mark.parametrize(
    "words",
    [
        "Vi har ikke funnet noen skade.",
        "Ingen negative konsekvenser ble avdekket i perioden.",
        "Det ble gjort ingen funn.",
        "Vi kjenner ikke til at noen er skadet.",
    ],
)
def test_c2_nothing_found_needs_a_method(words: str) -> None:
    values = {"actual_impacts_nb": f"<p>{words}</p>", "findings": [], "measures": []}
    sentence = (
        "Redegjørelsen sier at ingenting er funnet, men ikke hva som ble undersøkt, hvordan og av hvem."
    )
    assert told("C2", statement(**values, method_nb="")) == [("block", sentence, METHOD)]
    assert told("C2", statement(**values, method_nb="<p>Vi spurte leverandørene.</p>")) == [
        ("block", sentence, METHOD)
    ]
    assert told("C2", statement(**values)) == []


def test_c2_harm_that_was_found_needs_no_excuse() -> None:
    values = {"actual_impacts_nb": "<p>Vi har funnet tre tilfeller.</p>", "method_nb": ""}
    assert told("C2", statement(**values, findings=[], measures=[])) == []


def test_c3_finding_without_a_measure_wants_one_or_a_reason() -> None:
    alone = with_row("measures", findings=["wages"])
    sentence = "«Barnearbeid» har ingen tiltak, og det står ikke hvorfor."
    assert told("C3", alone) == [("warn", sentence, "#id_findings-1-no_measure_reason_nb")]
    assert told("C3", statement()) == []
    reasoned = with_row("findings", 1, no_measure_reason_nb="Vi har sluttet å kjøpe kobolt.")
    assert told("C3", reasoned) == []


def test_c4_measure_without_any_result_blocks() -> None:
    sentence = "«Besøk» har verken resultat eller forventet resultat."
    assert told("C4", with_row("measures", result_nb="")) == [("block", sentence, "#id_measures-0-result_nb")]
    expected = with_row("measures", result_nb="", expected_result_nb="Alle får lønn i tide.")
    assert told("C4", expected) == []


def test_c4_measure_without_status_role_or_date_is_told_of() -> None:
    bare = with_row("measures", status="", responsible_role_nb="", dated_on=None)
    assert told("C4", bare) == [
        ("warn", "«Besøk» mangler status, ansvarlig rolle og dato.", "#id_measures-0-status")
    ]
    undated = with_row("measures", dated_on=None)
    assert told("C4", undated) == [("warn", "«Besøk» mangler dato.", "#id_measures-0-dated_on")]


def test_c4_no_measures_and_no_results_blocks() -> None:
    sentence = "Redegjørelsen oppgir verken resultater eller forventede resultater."
    assert told("C4", statement(measures=[], results_nb="")) == [("block", sentence, "#id_results_nb")]
    assert told("C4", statement(measures=[])) == []


def test_c5_missing_steps_are_named() -> None:
    four = statement().steps.all()[:4]
    rows = [{"key": step.key, "step": step.step, "body_nb": step.body_nb} for step in four]
    rows.append({"key": "x", "step": "remedy", "body_nb": "<p></p>"})
    assert [sentence for _level, sentence, _field in told("C5", statement(steps=rows))] == [
        "Redegjørelsen forteller ikke om steget «Fortelle om hvordan skade er håndtert».",
        "Redegjørelsen forteller ikke om steget «Sørge for gjenoppretting og erstatning der det trengs».",
    ]
    assert told("C5", statement()) == []
