"""The words of the sheets, named once: programmes, what is counted, and what happened to it.

Rules use the names (tags). A phrase is written in lower case, as `split_words` gives words; a
trailing `*` stands for any ending. Where a phrase was seen is said beside it when it was not the
sheet of 2023.

>>> sorted(tags("In 2023, Team HOPE supported 5,759 survivors and families with peer support"))
['assisted', 'families', 'supported', 'team_hope']
>>> sorted(tags("4,622 CyberTipline reports were made available to law enforcement"))
['cybertipline', 'law_enforcement', 'passed_on', 'received', 'report', 'submitted']
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from factsheet_parser.language.words import split_words

PROGRAMMES = {
    "cybertipline": ("cybertipline", "cyber tipline", "cybertip"),
    "cvip": ("child victim identification program*", "cvip", "victim identification program*"),
    "team_hope": ("team hope",),
    "outreach_network": ("family advocacy outreach network", "outreach network", "faon"),
    "team_adam": ("team adam",),
    "connect": ("ncmec connect", "connect platform", "connect portal"),
}
"""Proper names: one anywhere in a sentence tells what the whole sentence is about."""

COUNTED = {
    "report": ("report", "reports", "tips", "tip"),
    "content": ("content", "pieces", "files", "items", "images", "videos", "imagery"),
    "submission": ("submission", "submissions"),
    "engagement": ("engagement", "engagements"),
    "families": ("survivor", "survivors", "family", "families", "family members"),
    "people": ("individual", "individuals", "people", "persons", "family members"),
    "case": ("case", "cases", "investigations"),
    "incident": ("incident", "incidents", "deployment", "deployments", "activations"),
    "user": ("user", "users", "registrants", "accounts", "members", "learners"),
    "professional": ("professional", "professionals"),
    "children": ("child", "children", "youth", "youths", "minors", "victims"),
}

SUBJECTS = {
    "law_enforcement": ("law enforcement", "police", "task force*", "icac", "investigators"),
    "exploitation": (
        "sexual exploitation",
        "online exploitation",
        "exploitation material",
        "exploitation of children",
        "sexual abuse material",
        "sexual abuse imagery",
        "csam",
    ),
    "missing": ("missing",),
    "trafficking": ("trafficking", "trafficked"),
    "runaway": ("run away", "ran away", "running away", "runaway", "runaways"),
    "social_services": (
        "social service*",
        "child welfare",
        "foster*",
        "state care",
        "missing from care",
        "in care",
        "out of home care",
    ),
    "orr": ("refugee*", "orr", "unaccompanied"),
    "other": ("other", "others"),
    "total": ("total",),
    "kind_of_case": ("abduct*", "lost", "injured", "custod*", "endangered", "critically"),
    "long_term": ("long term", "longterm", "cold case*", "long standing"),
    "mental_health": ("mental health", "therap*", "counsel*", "clinician*"),
    "from_police": ("to ncmec", "by law enforcement", "by police"),
    "staff_work": (
        "reviewed", "analyst*", "staff", "notified", "worked on", "considered", "identified", "each",
        "combined", "shared with", "accounted", "registered", "one report", "made online",
    ),
    "nationwide": (
        "nationwide",
        "nationally",
        "national total",
        "across the country",
        "across the nation",
        "across the united states",
        "in the united states",
        "in the nation",
        "throughout the country",
    ),
}  # fmt: skip

HAPPENED = {
    "received": (
        "received", "receives", "receive", "recorded", "accepted", "gathered", "got", "took in", "processed", "fielded", "handled", "logged",
        "responded to", "submitted to", "made to", "came in", "were submitted", "were made", "reached ncmec", "to the cybertipline",
    ),
    "passed_on": (
        "made available", "available", "referred", "sent", "provided", "shared", "forwarded",
        "transmitted", "transferred", "handed", "channeled", "conveyed", "routed", "delivered", "went to", "directed to", "disseminated", "passed",
        "received", "distributed", "supplied", "relayed", "access to", "accessed",
    ),
    "submitted": (
        "submitted", "made", "sent", "contributed", "forwarded", "provided", "received", "there was",
        "there were",
    ),
    "engaged": ("engaged", "engaging"),
    "reviewed": (
        "reviewed", "analyzed", "analysed", "examined", "review", "processed", "evaluated",
        "assessed", "studied", "screened", "inspected", "handled",
    ),
    "identified": ("identified", "identify", "identifying", "identification of", "identification"),
    "assisted": (
        "assisted", "helped", "handled", "worked", "work", "responded", "intake*", "supported", "reported",
        "assistance", "aided", "addressed", "dealt with", "took on", "managed", "opened", "received", "processed", "there were", "there was",
        "accounted for",
    ),
    "supported": (
        "supported", "served", "helped", "reached", "assisted", "aided", "peer support",
        "provided support", "received support", "offered support", "offered peer support",
    ),
    "connected": ("connected", "referred", "linked", "matched", "referrals", "paired", "put in touch", "guided", "directed", "arranged", "made connections", "introduced", "connecting", "help connect", "helped connect", "connect survivors", "connect families"),
    "deployed": (
        "activated", "activation*", "deployed", "deployment*", "dispatched", "responded", "mobilized", "sent",
        "called", "traveled", "travelled", "summoned", "assisted",
    ),
    "registered": ("registered", "enrolled", "registrants", "active users"),
    "new": ("new", "newly", "joined", "added", "signed up", "registered in"),
    "likely": ("likely", "believed", "suspected", "probable", "probably", "estimated"),
}  # fmt: skip

OTHER_MEASURES = {
    "calls": ("call", "calls", "phone", "hotline"),
    "trained": ("trained", "trainings", "of training", "in training", "training session*", "training event*",
        "training engagement*", "training course*", "training hours", "instances", "courses", "webinar*", "certificat*", "a course", "course completion*", "course enrol*", "completed"),
    "resolved": ("resolv*", "solve*", "recover*", "close", "closed", "found", "returned", "remain*", "active cases", "rate"),
    "volunteers": ("volunteer*", "hours"),
    "times": ("times", "occasions"),
    "change": (
        "increase*", "decrease*", "rose", "fell", "grew by", "grew from", "grew over", "compared", "up from", "down from",
        "up by", "down by", "up over", "percent more", "percent fewer", "higher", "lower",
        "more than in", "fewer than in", "fewer than the", "additional", "extra",
    ),
    "urgent": (
        "urgent", "time sensitive", "escalated", "imminent", "priority", "emergency", "immediate",
        "danger",
    ),
    "kind_of_report": ("informational", "actionable", "duplicate*", "referral*"),
    "subset": (
        "sextortion", "enticement", "generative", "girls", "boys", "female", "male", "infant*",
        "toddler*", "familial", "labor", "speaking", "international", "amber",
        "that held", "that contained", "which held", "autism", "biometric*", "poster*", "active shooter",
    ),
    "others": (
        "residents", "citizens", "hotels", "hotel", "schools", "polaris", "fbi", "ncic",
        "interpol", "acted", "one facility", "one agency", "one report", "sought", "notified", "joined team", "referred to team", "asked to be", "other agencies", "opened investigations", "investigations into", "investigation into",
        "served on", "served with", "served as", "logged in", "reported to police", "network of", "team of", "agencies reporting", "locally", "here", "feedback", "open for", "housing", "legal services",
        "restitution", "recognition and", "outside the united states", "outside of the united states",
        "police department", "sheriff*", "military", "campus*", "tribal", "overseas", "abroad",
    ),
    "other_year": (
        "last year", "year before", "prior year", "previous year", "year prior", "year earlier",
        "years earlier", "months earlier", "ago", "following year", "first year", "typical year",
        "every year", "each year", "in a year",
    ),
    "outcome": ("arrest*", "convict*", "prosecut*", "rescued", "charged", "sentenced", "indict*"),
    "average": (
        "average", "averaged", "median", "every day", "each day", "daily", "weekly", "monthly", "per",
    ),
    "expected": ("expects", "expected", "working to", "trying to", "began with", "goal", "target", "aims", "plans", "projected", "forecast", "could",
        "would", "will", "hopes", "might", "should"),
    "part_of_year": (
        "quarter", "half", "month", "months", "week", "weeks", "summer", "winter", "spring",
        "autumn", "early", "late", "year to date",
    ),
    "denied": ("not", "never", "neither", "nor", "without", "cannot", "couldn", "hasn", "haven", "weren", "wasn", "didn", "doesn", "failed", "yet to",
        "instead", "withheld", "declined", "cancel*", "planned", "awaited", "lost", "turned away",
        "rather than", "all but", "wants", "seeks", "refus*", "reject*", "delay*", "didn t", "wasn t", "weren t"),
}  # fmt: skip
"""What shows that a number measures something else than a sheet's figure."""

CUMULATIVE = {
    "cumulative": (
        "since", "to date", "inception", "all time", "cumulative*", "decade*", "founded",
        "founding", "ever", "history", "launched", "launch", "began", "so far", "lifetime", "lifespan",
        "years", "historically",
        "altogether", "as of",
    ),
}  # fmt: skip
"""What shows that a number runs on over years."""

PERFECT = {"perfect": ("has", "have")}
""" "has supported 27,130 children": without a year beside it, up to now and since any time."""

PLAIN_WORDS = frozenset(
    """
    a able about above access accessed accessible accessing according accounting across actively
    addition additionally advocacy advocates affected affordable agencies agency aid aided
    aiding all allowed alongside also altogether among amongst amount amounted amounts an
    analyses analysis analyst analysts analyzing and annual any are arising as assessed
    assessment assist assistance assisting at available base based be because been being belief
    believe believes belonging below between both break breakdown breaks bringing broken brought
    by calendar came care cared caring carried categorized center centre child's children's
    clearinghouse clinicians collaborated collaboration combined coming commonwealth compiled
    comprised comprising concern concerned concerning concluded conducted congressionally
    connection connections considered consist consisted consisting consists consultants
    consulted contain contained containing contains contributions cooperation coordinated
    corresponding cost counselors count counted country country's counts covered covering data
    date deemed delivered delivering depicted depicts designated detailed determined determines
    directed disseminating distributed district divided down drew during each efforts electronic
    emotional enabled enables enabling encompassing end engaging ensure ensures esp esps
    estimated estimates evaluation exceeded experience experienced expertise experts exploiting
    extended facilitated facilities facility families' field fields figure figures filed files
    fiscal follow follows for forward forwarding free from gained gathered gave given got
    granted grew group groups had handed handles handling has have having held helped helping
    home homes identified identifying image images impact impacted impacting in include included
    includes including incoming indicate indicates indicating individual individuals information
    inquiries intake intakes into investigation investigative involve involved involves
    involving is it its itself joined judged jurisdiction jurisdictions kept knowledge learning
    like listed live lived lives living located lodged logging low made make managed managing
    material matter matters means mechanism member mentoring more multidisciplinary nation
    nation's national nationally nationwide ncmec network network's notified now number numbered
    numbering obtained occurred of on one one-on-one ones online or originated originating other
    others our out overall part passed peer peer-to-peer peers percent pertain pertained
    pertaining place placement placements platform portal possible potential presented
    professions program program's programs prompted proportion provide provided providers
    provides providing public reach reached reaching receipt receiving recipient reckoned
    recognized recorded recording records recovery referring reflected regarding region
    registrations relate related relates relating relation relayed relevant report reporting
    request required requiring reside resided resource resources respect respectively responded
    response retired review reviewing reviews s said seek seeking seen sending serve serves
    service services serving share shared sharing show shown shows so sought source specialist
    specialists specific split staff stands state state's statewide statistics stemming stood
    strengthen subject submit submitting such suggest suggests summarized supplied supplying
    support supporting supports surpassed survivor's table tallied tally team team's territory
    than that the their them therapists there these they this those thought through throughout
    thus tipline to together took topped total totaled totaling totalled totals tracking
    training transferred transmitted transmitting traveled turned u under united up upon ushered
    using via victim's victimization volume volunteers was way we welcomed welfare well were
    when which while who whole whom whose wide with within work worked workers working works
    worldwide worth year year's years yielded youths
    """.split()
)
"""Words that leave a number what it is. A clause with a word that stands neither here nor in a
phrase above may say something else ("in eastern Iowa", "over one weekend"), and no rule reads it."""

LABEL_WORDS = frozenset(
    """
    all and any as by care case cases category child children count custody department facilities
    facility foster from group hhs home homes in involving kids minors missing number of office or
    orr other others out placement refugee report reported reports resettlement
    ran away run running runaway runaways s service services social state system the their to total type types unaccompanied
    welfare were who youth youths
    """.split()
)
"""The words of a table's labels. A label with another one ("Still Missing", "Posters of Children
Missing") counts something else, and so may all rows below it."""


MODIFIERS = frozenset(
    """
    abuse active adam affected and apparent based case child child's child-serving children
    children's connect content critical critically csam cvip cybertip cybertipline different
    endangered enforcement evidence exploitation exploited families family files hope     impacted individual individuals kids known law media member
    members missing ncmec ncmec's or other peer people person persons     possible potential probable registered related
    relevant reported respective sensitive separate sex sexual specific state statewide suspected
    survivor survivors team the their total trafficked trafficking used users victim victims
        """.split()
)
"""The words that may stand between a number and its noun: with another one, such as "urgent",
"domestic" or "military", fewer are counted than the sheet's figure counts."""


def pattern_of(noun: str) -> str:
    """The words of a counted noun as a pattern, for a rule's phrase around its number."""
    words = (word.replace(" ", r"[ ]").replace("*", r"\w*") for word in COUNTED[noun])
    return rf"(?:{'|'.join(words)})\b"


GROUPS = (PROGRAMMES, COUNTED, SUBJECTS, HAPPENED, OTHER_MEASURES, CUMULATIVE, PERFECT)
PHRASES = {tag: phrases for group in GROUPS for tag, phrases in group.items()}
"""Every tag's phrases."""
PROGRAMME_TAGS = frozenset(PROGRAMMES)
TAGS = frozenset(PHRASES)


_POSITIVE = (PROGRAMMES, COUNTED, SUBJECTS, HAPPENED, PERFECT)
# Of what shows another measure, the parts of a phrase ("last", of "last year") are not known.
_KNOWN_PHRASES = [
    phrase
    for tag, phrases in PHRASES.items()
    for phrase in phrases
    if " " not in phrase or any(tag in group for group in _POSITIVE)
]
_KNOWN_STEMS = tuple(
    word[:-1] for phrase in _KNOWN_PHRASES for word in phrase.split() if word.endswith("*")
)
_KNOWN_WORDS = (
    PLAIN_WORDS
    | frozenset(word for each in MODIFIERS for word in split_words(each))
    | frozenset(word for phrase in _KNOWN_PHRASES for word in phrase.split())
)


def unknown_word(text: str) -> str | None:
    """The first word of a clause that the rules do not know; counts are marks and no words.

    >>> unknown_word("reports were made available to law enforcement in eastern Iowa")
    'eastern'
    """
    for word in split_words(text):
        if word[0].isalpha() and word not in _KNOWN_WORDS and not word.startswith(_KNOWN_STEMS):
            return word
    return None


class _Begun(NamedTuple):
    """What may begin with a word: tags of the word alone, and phrases with the words after it."""

    alone: frozenset[str]
    phrases: tuple[tuple[list[str], int, str], ...]
    """The words that must follow, how many they are, and the tag."""


_NOTHING_BEGUN = _Begun(frozenset(), ())


def _by_first_word() -> tuple[dict[str, _Begun], dict[str, set[str]]]:
    alone: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[list[str], int, str]]] = {}
    stems: dict[str, set[str]] = {}
    for tag, entries in PHRASES.items():
        for entry in entries:
            first, *rest = entry.split()
            if rest:
                phrases.setdefault(first, []).append((rest, len(rest), tag))
            elif first.endswith("*"):
                stems.setdefault(first[:-1], set()).add(tag)
            else:
                alone.setdefault(first, set()).add(tag)
    begun = {
        word: _Begun(frozenset(alone.get(word, ())), tuple(phrases.get(word, ())))
        for word in alone.keys() | phrases.keys()
    }
    return begun, stems


_BEGUN, _STEMS = _by_first_word()


@lru_cache(maxsize=4096)
def _begun_by(word: str) -> _Begun:
    """What may begin with `word`; a sheet's words recur, so each is looked up once."""
    alone, phrases = _BEGUN.get(word, _NOTHING_BEGUN)
    stems = (_STEMS.get(word[:end], ()) for end in range(1, len(word) + 1))
    return _Begun(alone.union(*stems), phrases)


def tags(text: str) -> frozenset[str]:
    """The names of all phrases that `text` holds."""
    return tags_of(split_words(text))


def tags_of(words: list[str]) -> frozenset[str]:
    """The same of a text's words."""
    found: set[str] = set()
    for index, (alone, phrases) in enumerate(map(_begun_by, words), start=1):
        if alone:
            found |= alone
        for rest, length, tag in phrases:
            here = words[index : index + length]
            if here == rest or (
                rest[-1][-1] == "*"
                and here[:-1] == rest[:-1]
                and len(here) == length
                and here[-1].startswith(rest[-1][:-1])
            ):
                found.add(tag)
    return frozenset(found)


def phrase_of(tag: str, text: str) -> str:
    """The words of `text` that give it `tag`, or nothing.

    >>> phrase_of("passed_on", "4,622 CyberTipline reports were made available to law enforcement")
    'available'
    """
    words = split_words(text)
    longest = max(len(phrase.split()) for phrase in PHRASES[tag])
    for length in range(1, longest + 1):
        for start in range(len(words) - length + 1):
            if tag in tags_of(words[start : start + length]):
                return " ".join(words[start : start + length])
    return ""
