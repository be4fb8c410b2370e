"""The notation of wordings and the engine that matches them."""

import pytest

from factsheet_parser import parse_text
from factsheet_parser.language.hedges import printed_of
from factsheet_parser.language.tokens import marked
from factsheet_parser.record import FIGURES
from factsheet_parser.wordings.cells import read_row
from factsheet_parser.wordings.explain import stopped_at
from factsheet_parser.wordings.index import Known, known_wordings
from factsheet_parser.wordings.load import Wording, shipped
from factsheet_parser.wordings.match import Context, Given, read
from factsheet_parser.wordings.notation import Blank, Class, Sequence, TemplateError, Word
from factsheet_parser.wordings.scope import Above, above_of, stands
from factsheet_parser.wordings.template import WordClasses, parse
from sheets import iowa
from units import units_of, values_of

CLASSES = {"law": ["police", "law enforcement [agencies]"], "state_law": ["{state} <law>"]}


@pytest.mark.parametrize(
    ("sentence", "line", "taken"),
    [
        ("{a.b} reports went to <law>.", "N report went to police ", True),
        ("{a.b} reports went to <law>.", "N report went to law enforcement agency ", True),
        ("{a.b} reports went to <law>.", "N report went to police today ", False),
        ("{a.b} reports went to <law>.", "P report went to police ", False),
        ("{a.b_percent} of them.", "P of them ", True),
        ("{a.b_percent} of them.", "N of them ", False),
        ("{a.b} of {number} [new] reports", "N of P report ", True),
        ("{a.b} of {number} [new] reports", "N of Y report ", False),
        ("{a.b} (of|from) <state_law>", "N from S police ", True),
        ("{a.b} (of|from) <state_law>", "N from O police ", False),
        ("label one-way | {a.b}", "label one way | N ", False),
        ("(1) help {a.b}", "L help N ", True),
        ("{a.b} up {number} over {other_year}", "N up P over Y ", True),
    ],
)
def test_a_template_takes_a_text_whole_or_not_at_all(sentence: str, line: str, taken: bool) -> None:
    if "one-way" in sentence:
        with pytest.raises(TemplateError):
            parse(sentence, CLASSES)
        return
    template = parse(sentence, CLASSES)
    words = frozenset(line.split())
    assert (template.fullmatch(line, words) is not None) is taken
    assert (template.fullmatch(line) is not None) is taken


def test_the_words_of_a_template_are_known_before_it_is_compiled() -> None:
    words = parse("[In {year}] {a.b} reports (went|came) to <law>.", CLASSES).words
    assert words.needed == {"N", "report", "to"}
    assert words.first == {"in", "N"}
    assert words.last == {"police", "enforcement", "agency"}
    assert {"went", "came", "Y", "police"} <= words.possible
    assert parse("[a] [b]", {}).words.empty


def test_every_shipped_wording_parses_has_a_source_and_names_figures_that_exist() -> None:
    entries = known_wordings().entries
    assert len(entries) == len(shipped())
    for entry in entries:
        assert entry.wording.source
        assert set(entry.figures) | set(entry.wording.after) <= set(FIGURES)
    assert {figure for entry in entries for figure in entry.figures} == set(FIGURES)


def test_a_part_stands_only_behind_the_figure_that_it_goes_on_from() -> None:
    part = "Of these, 17 were from Iowa."
    assert values_of(part) == {}
    assert values_of("In 2023, Team HOPE supported 5,759 survivors and families.", part) == {
        "team_hope.national_supported": 5759,
        "team_hope.state_supported": 17,
    }
    between = "Team HOPE is a network."
    assert "team_hope.state_supported" not in values_of(
        "In 2023, Team HOPE supported 5,759 survivors and families.", between, part
    )


def test_these_are_those_of_the_last_figure() -> None:
    head = "In 2023, NCMEC assisted on 28,886 missing child cases{}."
    runaways = ", 22,442 of which involved children who had run away from foster care"
    part = "Of these, 35 came from Iowa."
    assert values_of(head.format(""), part)["missing_cases.state_total"] == 35
    assert "missing_cases.state_total" not in values_of(head.format(runaways), part)
    assert "missing_cases.state_total" not in values_of(
        head.format(", including 25,000 runaways"), part
    )


def test_all_runaways_are_no_figure_and_leave_the_total() -> None:
    assert values_of(
        "In 2023, NCMEC assisted on 28,886 missing child cases, including 25,000 runaways.",
        "One in six of the runaways was likely a victim of child sex trafficking.",
    ) == {"missing_cases.national_total": 28886}


CASES = "In 2023, NCMEC handled 35 cases of missing children."


def test_whose_figure_it_is_stands_in_the_unit_or_above_it() -> None:
    assert values_of(CASES) == {"missing_cases.national_total": 35}
    assert values_of("## NCMEC's work in Iowa", CASES) == {"missing_cases.state_total": 35}
    assert values_of("## NCMEC's work in Ohio", CASES) == {}
    assert values_of("## NCMEC's work nationwide", CASES) == {"missing_cases.national_total": 35}
    named = CASES.replace("children", "children nationwide")
    assert values_of("## NCMEC's work in Iowa", named) == {"missing_cases.national_total": 35}
    assert values_of(CASES.replace("children", "children from Ohio")) == {}


def test_a_nations_figure_of_a_year_says_which_year() -> None:
    assert values_of("NCMEC handled 28,886 cases of missing children.") == {}
    assert values_of("## Our work in 2023", "NCMEC handled 28,886 cases of missing children.") == {
        "missing_cases.national_total": 28886
    }


def test_the_nearest_thing_above_decides() -> None:
    state, nation = marked("In Iowa", "IA"), marked("Across the country", "IA")
    assert above_of([nation, state]).said == "national"
    assert above_of([marked("Cases", "IA"), state]).said == "state"
    assert above_of([marked("In Iowa and nationwide", "IA"), state]).said == "state"
    assert not stands("state", marked("35 cases", "IA"), Above("national"))
    assert not stands("national", marked("35 cases", "IA"), Above("state"))


TOTAL = Context(Given(frozenset(("missing_cases.state_total",)), "missing_cases.state_total"), 2023)


def test_each_cell_of_a_row_is_read_below_its_head() -> None:
    cells = ("Other missing children", "18", "5,900")
    first, second = read_row(
        cells, TOTAL, known_wordings(), "IA", (Above("state"), Above("national"))
    )
    assert first is not None
    assert [claim.value for claim in first.claims] == [18]
    assert second is None


def test_a_table_below_heads_that_narrow_it_gives_nothing() -> None:
    lead = "In 2023, NCMEC handled 35 cases of missing children from Iowa as follows:"
    row = "Other Missing Children Cases\t18"
    other = {"missing_cases.state_other": 18, "missing_cases.state_total": 35}
    assert values_of(lead, row) == other
    assert values_of(lead, "|Category\tCases", row) == other
    for heads in ("|Category\tRecovered", "|Category\tPercent"):
        assert values_of(lead, heads, row) == {"missing_cases.state_total": 35}
    assert values_of("In 2023, NCMEC helped resolve 35 cases from Iowa as follows:", row) == {}


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("In 2023, NCMEC did not review any submissions of CSAM from Iowa law enforcement.", 0),
        ("In 2023, NCMEC reviewed no submissions of CSAM from Iowa law enforcement.", 0),
        ("In 2023, NCMEC reviewed thirty-eight submissions of CSAM from Iowa law enforcement.", 38),
    ],
)
def test_small_counts_in_words(sentence: str, value: int) -> None:
    assert values_of(sentence) == {"cvip.state_submissions": value}


def test_none_without_a_number() -> None:
    assert values_of("In 2023, no one from Iowa joined NCMEC CONNECT.") == {
        "connect.state_new_users": 0
    }
    assert values_of("In 2023, no professionals in Iowa signed up for NCMEC CONNECT.") == {
        "connect.state_new_users": 0
    }


def test_a_claim_tells_its_number_year_and_rule() -> None:
    unit = marked("In 2023, reports to the CyberTipline exceeded 36.2 million.", "IA")
    reading = read(unit, Context(), known_wordings())
    assert reading is not None
    (claim,) = reading.claims
    assert (claim.rule, claim.year) == ("cybertipline.national_reports/template", 2023)
    assert claim.number is not None
    assert (claim.number.text, claim.number.qualifier) == ("36.2 million", "more_than")
    exact = read(marked("In 2023, 4,622 CyberTipline reports were made available to law enforcement in Iowa.", "IA"), Context(), known_wordings())  # fmt: skip
    assert exact is not None
    assert exact.claims[0].rule == "cybertipline.state_reports/wording"


def test_reports_that_were_passed_on_are_so_many_and_no_more() -> None:
    text = "In 2023, NCMEC passed 4,622 CyberTipline reports on to law enforcement in Iowa."
    reading = read(marked(text, "IA"), Context(), known_wordings())
    assert reading is not None
    assert reading.claims[0].number is not None
    assert reading.claims[0].number.qualifier == "exact"


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("NCMEC received Nearly 18,400 reports", "Nearly 18,400"),
        ("NCMEC received well over 18,400 reports", "well over 18,400"),
        ("NCMEC received 18,400+ reports", "18,400+"),
        ("NCMEC received 18,400 reports", "18,400"),
    ],
)
def test_a_figure_is_shown_in_the_sheets_own_words(sentence: str, printed: str) -> None:
    sheet = parse_text(iowa(("NCMEC received more than 18,400 reports", sentence)))
    assert printed_of(sheet.figures["trafficking.national_reports"]) == printed


def test_a_verb_that_makes_a_lower_bound_is_shown_with_its_number() -> None:
    old = "In 2023, NCMEC received more than 18,400 reports relating to child sex trafficking."
    new = "In 2023, reports relating to child sex trafficking received by NCMEC exceeded 18,400."
    figure = parse_text(iowa((old, new))).figures["trafficking.national_reports"]
    assert (printed_of(figure), figure.qualifier) == ("exceeded 18,400", "more_than")


def test_the_year_that_a_figure_is_compared_with_is_not_its_own() -> None:
    unit = marked(
        "In 2023, the CyberTipline received 36.2 million (up 13% over 2022) reports.", "IA"
    )
    reading = read(unit, Context(), known_wordings())
    assert reading is not None
    assert [(claim.value, claim.year) for claim in reading.claims] == [(36_200_000, 2023)]
    two = marked("In 2022, the CyberTipline received 36.2 million reports in 2023.", "IA")
    assert read(two, Context(), known_wordings()) is None


def test_the_engine_tells_the_word_at_which_no_wording_goes_on() -> None:
    text = (
        "In 2023, 612 CyberTipline reports were made available to law enforcement in eastern Iowa."
    )
    place = stopped_at(marked(text, "IA"), known_wordings())
    assert place is not None
    assert text[slice(*place)] == "eastern"
    text = "In 2023, the CyberTipline received 250,000 urgent reports."
    place = stopped_at(marked(text, "IA"), known_wordings())
    assert place is not None
    assert text[slice(*place)] == "urgent"


def test_a_conflict_is_told() -> None:
    known = Known(
        (),
        (
            Wording(figure="cvip.state_submissions", sentence="We saw {count} [new] things."),
            Wording(figure="connect.state_new_users", sentence="We saw {count} (new|old) things."),
        ),
    )
    reading = read(marked("We saw 4 new things.", "IA"), Context(), known)
    assert reading is not None
    assert reading.conflict
    assert {claim.figure for claim in reading.claims} == {
        "cvip.state_submissions",
        "connect.state_new_users",
    }


def test_units_of_lines() -> None:
    units = units_of("# T", "## H", "As follows:", "- item", "|a\tb", "row\t1")
    assert [unit.kind.value for unit in units] == [
        "title", "heading", "sentence", "item", "heads", "row",
    ]  # fmt: skip
    assert units[3].lead_in is units[2]
    assert units[5].heads is units[4]


def test_an_item_stands_below_a_lead_in_that_narrows_nothing() -> None:
    item = "- NCMEC connected 14 survivors/families to mental health services in Iowa"
    read_item = {"family_advocacy.state_connected": 14}
    assert values_of("In 2023:", item) == read_item
    assert values_of("In 2023, in Iowa:", item) == read_item
    assert values_of("In the first quarter of 2023:", item) == {}
    assert values_of("Over one weekend:", item) == {}
    assert values_of(item) == read_item


SAMPLES = {"year": "2023", "other_year": "2022", "state": "Iowa", "list": "(1)", "none": "no"}


def spelled_out(sequence: Sequence, classes: WordClasses, pick: int) -> list[str]:
    """One of the texts that a template takes: of each choice the option of that number."""
    words: list[str] = []
    for node in sequence:
        if isinstance(node, Word):
            words.append(node.text)
        elif isinstance(node, Blank):
            count = "19%" if node.name.endswith("_percent") else f"{4 + len(words)},622"
            words.append(SAMPLES.get(node.name, count))
        else:
            options = classes[node.name].options if isinstance(node, Class) else node.options
            words += spelled_out(options[pick % len(options)], classes, pick)
    return words


@pytest.mark.long
def test_no_wording_reads_what_another_gives_to_another_figure() -> None:
    known = known_wordings()
    for entry in known.entries:
        after = entry.wording.after
        before = Context(Given(frozenset(after), after[0] if after else None), 2023)
        # Without its optional state or year a sentence may be another's, so that both are there.
        for pick in (0, 2, 4, 6):
            words = spelled_out(entry.template.sequence, entry.template.classes, pick)
            text = " ".join(words).replace(" | ", "\t")
            reading = read(marked(text, "IA", row="\t" in text), before, known)
            if reading is not None:
                assert not reading.conflict, text
                assert {claim.figure for claim in reading.claims} <= set(entry.figures), text
            elif pick == 0 and "{other_year}" not in entry.wording.sentence:
                assert reading is not None, text
