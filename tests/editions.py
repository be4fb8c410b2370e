"""Sheets of invented editions, for tests of what is learned from a folder."""

from __future__ import annotations

from pathlib import Path

STATES = {"AL": "Alabama", "OH": "Ohio", "VT": "Vermont", "NM": "New Mexico"}
_WORDS = ("no", "one", "two", "three", "four", "five", "six")


def values_of(code: str) -> dict[str, int]:
    """Invented figures of a state."""
    at = list(STATES).index(code)
    care, refuge, other = 31 + 17 * at, 4 + at, 12 + 9 * at
    return {
        "cybertipline.national_reports": 28_000_000,
        "cybertipline.state_reports": 4_210 + 3_117 * at,
        "missing_cases.state_total": care + refuge + other,
        "missing_cases.state_social_services": care,
        "missing_cases.state_orr": refuge,
        "missing_cases.state_other": other,
        "trafficking.state_engagements": 1 + 5 * at,
        "connect.national_registered_users": 26_500,
        "connect.state_new_users": 7 * at,
    }


def letter(code: str, *, without: str = "") -> str:
    """A sheet in prose; the sentences that hold `without` are left out."""
    name, its = STATES[code], values_of(code)
    engaged = its["trafficking.state_engagements"]
    times = (
        "once"
        if engaged == 1
        else f"{_WORDS[engaged]} times"
        if engaged < 7
        else f"{engaged} times"
    )
    new = its["connect.state_new_users"]
    sentences = [
        "# The National Center for Missing & Exploited Children",
        f"# NCMEC in {name}, 2025",
        "NCMEC is the clearinghouse on missing and exploited children. Team HOPE, Team Adam and the Family Advocacy Outreach Network are its programs.",
        "## Answering exploitation online",
        "The CyberTipline took in 28 million reports of exploitation in 2025.",
        f"NCMEC passed {its['cybertipline.state_reports']:,} CyberTipline reports along to police in {name}, compared with {its['cybertipline.state_reports'] - 83:,} in 2024.",
        f"Agencies in {name[:3]}ton County got {its['cybertipline.state_reports'] // 9:,} of them in 2025.",
        "## Missing children",
        f"In {name}, NCMEC worked on {its['missing_cases.state_total']} missing child cases in 2025.",
        "Gone from a social services placement\t" + str(its["missing_cases.state_social_services"]),
        "Reported by the Office of Refugee Resettlement\t" + str(its["missing_cases.state_orr"]),
        "All other children\t" + str(its["missing_cases.state_other"]),
        "## Child sex trafficking",
        f"Its staff consulted with social service agencies in {name} on trafficking cases {times} in 2025.",
        "## NCMEC CONNECT",
        "The portal had more than 26,500 registered users. The year brought 41 live lessons.",
        f"No one from {name} opened an account."
        if not new
        else f"{new} people from {name} opened an account.",
    ]
    kept = [each for each in sentences if not without or without not in each]
    return (
        "\n\n".join(kept)
        .replace("\t", ": ")
        .replace("\n\nReported by", "\nReported by")
        .replace("\n\nAll other", "\nAll other")
    )


def tables(code: str) -> str:
    """A sheet with a table of the state and one of the nation, whose rows are called the same."""
    name, its = STATES[code], values_of(code)
    return f"""# The National Center for Missing & Exploited Children

# {name} Data Tables 2025

NCMEC reports on the CyberTipline, Team HOPE, Team Adam and the Family Advocacy Outreach Network.

Table 1. NCMEC's work in {name}, 2025

All missing child cases: {its["missing_cases.state_total"]}
Survivors and families supported by Team HOPE: {8 + its["missing_cases.state_orr"]}

Table 2. NCMEC's work nationwide, 2025

All missing child cases: 31,257
Survivors and families supported by Team HOPE: 7,488
"""


def cards(code: str, *, above: bool = False) -> str:
    """A sheet of numbers, each with its caption on the line below it, or above it."""
    name, its = STATES[code], values_of(code)
    shown = {
        f"## In {name}": {
            f"CyberTipline reports made available to {name} law enforcement": f"{its['cybertipline.state_reports']:,}",
            "missing child cases with NCMEC's help": f"{its['missing_cases.state_total']}",
            "new CONNECT users": f"{its['connect.state_new_users']}",
            "children missing from social services": f"{its['missing_cases.state_social_services']}",
            "children missing from refugee care (ORR)": f"{its['missing_cases.state_orr']}",
            "others": f"{its['missing_cases.state_other']}",
        },
        "## In the nation": {
            "CyberTipline reports received": "28 million",
            "CONNECT users": "26,500",
        },
    }
    parts = [
        "# National Center for Missing & Exploited Children",
        f"# {name} at a glance, 2025",
        "The CyberTipline, Team HOPE, Team Adam and the Family Advocacy Outreach Network in numbers.",
    ]
    for heading, numbers in shown.items():
        parts.append(heading)
        parts += [
            f"{caption}\n{number}" if above else f"{number}\n{caption}"
            for caption, number in numbers.items()
        ]
    return "\n\n".join(parts) + "\n"


def columns(code: str) -> str:
    """A sheet with a table that has a column of the state and one of the nation."""
    name, its = STATES[code], values_of(code)
    return f"""# The National Center for Missing & Exploited Children

# {name} Data, 2025

What the CyberTipline, Team HOPE, Team Adam and the Family Advocacy Outreach Network did.

| Program | {name} | Nationwide |
| --- | --- | --- |
| CyberTipline reports | {its["cybertipline.state_reports"]:,} | 28 million |
| Missing child cases | {its["missing_cases.state_total"]} | 31,257 |
| New users of CONNECT | {its["connect.state_new_users"]} | — |
"""


def years(code: str) -> str:
    """A sheet with a table that has a column for each of two years, and one of the change."""
    name, its = STATES[code], values_of(code)

    def row(label: str, figure: str) -> str:
        now, before = its[figure], its[figure] + 7
        change = round(100 * (now - before) / before)
        return f"| {label} | {now} | {before} | {change:+}% |"

    return f"""# The National Center for Missing & Exploited Children

# {name} Data, 2025

What the CyberTipline, Team HOPE, Team Adam and the Family Advocacy Outreach Network did.

| Missing child cases | 2025 | 2024 | Change |
| --- | --- | --- | --- |
{row("Children missing from the care of social services", "missing_cases.state_social_services")}
{row("Unaccompanied children reported by the Office of Refugee Resettlement", "missing_cases.state_orr")}
{row("All other missing children, whatever the reason", "missing_cases.state_other")}
"""


def write_letters(folder: Path, codes: str = "AL OH VT NM") -> Path:
    """A folder with a letter for each state."""
    folder.mkdir(exist_ok=True)
    for code in codes.split():
        (folder / f"specimen-{code.lower()}-2025.txt").write_text(letter(code), encoding="utf-8")
    return folder
