"""Answers to the questionnaire in people's own words: yes, no, "vet inte", how bad, for whom, pregnant, immune.

Each function returns None when a text is no answer to its question, so that the question is asked again: nothing is
taken for a harmless answer by default.
"""
# ruff: noqa: E501  (a pattern is read, and compared with its neighbours, on one line)

import re
from collections.abc import Mapping

from vardlots.entities import subject
from vardlots.entities.fold import fold
from vardlots.triage.case import UNKNOWN, Severity, Unknown, Who

_YES = r"ja(?:a+|visst|pp|do)?|jo+(?:do)?|japp|jepp|absolut|stammer|precis|korrekt|mm+|yes|yea+h?|yep|yup|sure|correct|right|of\s+course|i\s+(?:do|am|have)|(?:he|she|it)\s+(?:does|is|has)"
_NO = r"nej(?:da|\s?da)?|na+(?:e|pp)?|nix|nope|no+|nah|inte?get|inga|ingenting|ingen|inget|none|nothing|not?\s+(?:any|at\s+all)|inte\s+(?:alls|nagot|nagon)|(?:no\s+)?not\s+really|it\s+(?:does|is)\s*n.?t"
_UNKNOWN = (
    r"vet\s+(?:inte|ej|icke|faktiskt\s+inte)|vete\s*(?:katten|fan|sjutton)|(?:ingen\s+)?aning|osaker|os[aä]kert|oklart|kanske|mojligen|eventuellt|svart\s+att\s+(?:saga|veta|avgora)|minns\s+(?:inte|ej)|kommer\s+inte\s+ihag|"
    r"vill\s+inte\s+(?:saga|svara|uppge)|vet\s+du|ingen\s+ide|kan\s+inte\s+(?:saga|avgora|bedoma)|"
    r"(?:do\s?n.?t|dunno|do\s+not|didn.?t|can.?t|cannot)\s+(?:really\s+)?(?:know|remember|say|tell)|dunno|not\s+(?:really\s+)?sure|unsure|uncertain|no\s+(?:idea|clue)|idk|maybe|perhaps|possibly|hard\s+to\s+(?:say|tell)|rather\s+not\s+say|prefer\s+not"
)
_HEDGED = r"tror\s+(?:jag\s+)?(?:inte|ej)|inte\s+(?:vad|som)\s+jag\s+(?:tror|vet)|do\s?n.?t\s+think|not\s+that\s+i\s+(?:know|can\s+tell)|i\s+think\s+not|knappast|hardly|probably\s+not|antagligen\s+inte|troligen\s+inte|nja+|sort\s+of|kind\s+of|typ\b|lite\s+(?:grann|grand)?$"
NEGATED = r"inte|ej|aldrig|utan|ingen|inget|inga|not|never|without|no|isn.?t|aren.?t|don.?t|doesn.?t|hasn.?t|haven.?t|can.?t|cannot|won.?t|inga|icke"
"""Words that turn what stands beside them around."""
CONTRAST = r"men|but|fast|forutom|utom|dock|daremot|though|except|however|bara\s+att"
"""Words after which something else is said than before."""

_MILD = r"lindrig\w*|latt(?:a|are)?|lite|litet|mild\w*|svag\w*|knappt|obetydlig\w*|hanterbar\w*|minimal\w*|slight\w*|a\s+(?:little|bit)|little|bearable|manageable|minor|uthardlig\w*|gar\s+bra|funkar\s+som\s+vanligt|kan\s+gora\s+allt|ok(?:ej|ay)?|nothing\s+much|inget\s+sarskilt"
_MODERATE = r"mattlig\w*|medel\w*|mellan\w*|ganska|ratt\s+(?:ont|jobbig\w*|trott)|sadar\w*|lagom|besvarlig\w*|jobbig\w*|moderate\w*|medium|quite|fairly|pretty|so[\s-]so|in\s+between|middling|uncomfortable|nagorlunda|halvdalig\w*"
_SEVERE = r"svar(?:a|t|are|ast)?|kraftig\w*|mycket|valdigt|jatte\w*|skit\w*|outhardlig\w*|olidlig\w*|ohanterlig\w*|hemsk\w*|fruktansvard\w*|forfarlig\w*|varst\w*|varre|allvarlig\w*|extrem\w*|illa|intensiv\w*|dodsont|severe\w*|very|terribl\w*|unbearabl\w*|awful\w*|worst|worse|bad(?:ly)?|extreme\w*|intense|excruciating|horrible|horrendous|agony|agonising|serious|strong|grov\w*|kan\s+(?:knappt|inte)\s+\w+|(?:can\s?not|can.?t|can\s+hardly|can\s+barely)\s+\w+"
_BOOST = r"(?:mycket|valdigt|jatte\s?|very|really|so|sa)\s*"
_NOT_THAT_BAD = r"(?:inte?|ej|not|isn.?t|it.?s\s+not)\s+(?:alls\s+)?(?:sa|sarskilt|speciellt|too|so|that|all\s+that)\s*(?:farlig\w*|ill?a|ont|svar\w*|mycket|bad|severe|serious|jobbig\w*|dalig\w*|awful|terrible|hemsk\w*)|no\s+big\s+deal|ingen\s+fara"

_OTHER_PEOPLE = r"(?:nagon|nan)\s+annan|annan\s+(?:person|vuxen)|kompis\w*|van(?:nen|inna|inne)?|granne\w*|kolle?ga\w*|(?:lille|stor[ea]?)?bror\w*|(?:lilla|stora)?syster\w*|brorsa\w*|syrra\w*|moster|faster|morbror|farbror|kusin\w*|(?:some(?:one|body))\s+else|another\s+(?:person|adult)|friend\w*|neighbou?r\w*|colleague\w*|brother\w*|sister\w*|aunt\w*|uncle\w*|cousin\w*|anhorig\w*|slakting\w*|relative\w*"
_WHO_ELSE: Mapping[str, Who] = {"child": "child", "self": "self", "parent": "other", "partner": "other"}
_CONDITIONS: Mapping[str, str] = {
    "pregnant": r"gravid\w*|havande|vantar\s+(?:barn|smatt)|hogravid|pregnan\w*|expecting(?:\s+a\s+baby)?|with\s+child",
    "immune": r"(?:nedsatt|daligt|svagt|forsvagat|samre)\s+immun\w*|immun(?:forsvar|brist|sankt|dampand\w*|hammand\w*|suppre\w*|supri\w*|nedsatt)\w*|immuno\w+|(?:weak(?:ened)?|low|compromised|poor)\s+immun\w+(?:\s+system)?|immune\s+(?:system|deficien\w+|suppress\w*|compromised)|cellgift\w*|cytostatik\w*|cytostatika|chemo\w*|transplant\w*|hiv|leukemi\w*|leukaemia|leukemia|cancerbehandl\w*|cancer\s+treatment|mjalte(?:n)?\s+borttagen|no\s+spleen|biologisk\w*\s+lakemed\w*|methotrexat\w*|metotrexat\w*|kortison(?:tabletter|behandling)\w*",
}
_SELF_ONLY = (
    r"\W*(?:(?:det\s+(?:ar|galler)|for|at|till|it.?s(?:\s+for)?|just|bara)\s+)*(?:jag|mig|mej|me|myself|sjalv|i)\b.*"
)


def plain(text: str) -> str:
    """Return a text folded, with single spaces."""
    return " ".join(fold(text).split())


def doubts(text: str) -> bool:
    """Say whether somebody says that they do not know, or would rather not say."""
    return bool(re.search(rf"\b(?:{_UNKNOWN})\b", plain(text))) or plain(text).strip() in ("?", "??", "???")


def yes_or_no(text: str) -> bool | Unknown | None:
    """Return what a text answers to a yes-or-no question; a hedge ("tror inte det") is neither, and asked about."""
    said = plain(text)
    if doubts(text):
        return UNKNOWN
    if re.search(rf"(?:^|\W)(?:{_HEDGED})", said):
        return None
    starts = {True: _starts(_YES, said), False: _starts(_NO, said)}
    return next((answer for answer, there in starts.items() if there), None)


def after_no(text: str) -> str:
    """Return what a text says after its "nej": "nej, men hon är trött" leaves "men hon är trött"."""
    return re.sub(rf"^\W*(?:(?:{_NO})\b[\W_]*)+", "", plain(text))


def _starts(words: str, said: str) -> bool:
    return re.match(rf"\W*(?:{words})(?!\w)", said) is not None


def how_bad(text: str) -> Severity | None:
    """Return how bad something is said to be: the worst of what is said, after what is denied is taken out."""
    said = plain(text)
    calm = re.search(rf"\b(?:{_NOT_THAT_BAD})", said)
    said = re.sub(rf"\b(?:{_NOT_THAT_BAD})", " ", said)
    said = re.sub(rf"\b{_BOOST}(?=(?:{_MILD})\b)", " ", said)
    denied = re.search(rf"\b(?:inte|ej|not)\s+(?:\w+\s+)?(?:{_SEVERE})\b", said)
    said = (
        re.sub(r"\b(?:inte|ej|not)\s+(?:(?:sarskilt|very|really|direkt)\s+)?(?!rora|ata|sova)\w+", " ", said)
        if denied
        else said
    )
    if re.search(rf"\b(?:{_SEVERE})\b", said):
        return "severe"
    if re.search(rf"\b(?:{_MODERATE})\b", said) or denied:
        return "moderate"
    if calm or re.search(rf"\b(?:{_MILD})\b", said):
        return "mild"
    return UNKNOWN if doubts(text) else None


def severe(text: str) -> bool:
    """Say whether a text that nobody asked for says that it is bad beyond doubt."""
    return bool(
        re.search(
            r"\b(?:outhardlig|olidlig|fruktansvard|varsta\s+tankbara|unbearabl|excruciating|worst\s+\w+\s+ever|agony)",
            plain(text),
        )
    )


def for_whom(text: str, asked: bool = False) -> Who | Unknown | None:
    """Return whom it is about: a child before anybody else, and "jag" last, for "jag" asks for others, too."""
    found = [str(one.value) for one in subject.find(text)]
    if "child" in found:
        return "child"
    if re.search(rf"\b(?:{_OTHER_PEOPLE})\b", plain(text)):
        return "other"
    if found:
        return _WHO_ELSE.get(found[-1], "other")
    if asked and doubts(text):
        return UNKNOWN
    return "self" if asked and re.fullmatch(_SELF_ONLY, plain(text)) else None


def has_condition(condition: str, text: str) -> bool | Unknown | None:
    """Return whether a text says that somebody is pregnant, or has a weakened immune system; None when it says nothing."""
    said = plain(text)
    found = re.search(rf"\b(?:{_CONDITIONS[condition]})", said)
    if not found:
        return None
    before = said[: found.start()]
    if doubts(text) or re.search(r"\b(?:kan\s+vara|might\s+be|could\s+be|tror|think)\b", before):
        return UNKNOWN
    return not re.search(rf"\b(?:{NEGATED})\s+(?:\w+\s+)?$", before)
