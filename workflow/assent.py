"""Does what somebody wrote in a thread sound like an approval, and is anything said with it or against it?

It is only ever a reason to ask them: nothing is approved by what sounds like it. English alone is recognised.
"""

import re
from enum import StrEnum

LONGEST = 2000  # characters; what is longer is no word of assent

_SIGNS = re.compile(
    r":(?:\+1|thumbsup|white_check_mark|heavy_check_mark|ok_hand|shipit|100|ship):(?::skin-tone-\d:)?|[👍✅✔👌💯]"
)
_SIGNS_AGAINST = re.compile(r":(?:-1|thumbsdown|x|no_entry|no_entry_sign|no_good):(?::skin-tone-\d:)?|[👎❌🚫]")
_DECORATION = re.compile(r"@\w+|:[a-z0-9_+'-]+:|<[@!#][^>]*>|[*_~`]")
_QUOTED_LINE = re.compile(r"^\s*(?:&gt;|>).*$", re.MULTILINE)
_CLAUSE = re.compile(r"[.!?;,\n:–—()]+|\s-+\s|\band\b")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|\+1")

_WELL = r"(?:good|great|fine|ok|okay|perfect|excellent|solid|spot on|lovely|brilliant|right|alright|fantastic|awesome)"
_VERY = r"(?:(?:all|really|very|pretty|so|super|absolutely|totally|quite|just) )*"
_IAM = r"(?:i'm|i am|im|we're|we are)"
_MINE = r"(?:from|by|with|for) (?:me|us|(?:my|our) (?:side|end|part))"
_ALL = r"(?:it|this|that|all of it|everything)"
_BEFORE = r"(?:is |are |it's |that's |i |i'll |i will |i have |i've |we |hereby |consider (?:it|this) )*"
_MORE = r"(?:further |more |other |else )?"
_YES = "|".join(
    (
        rf"(?:looks?|looking|seems?|sounds?|reads?) {_VERY}{_WELL}",
        rf"reads? {_VERY}well",
        rf"(?:{_IAM} )?(?:all )?good to go",
        rf"(?:is |are |it's |that's |{_IAM} )?{_VERY}(?:good|ok|okay|fine|happy|yes|approved|great|perfect) {_MINE}",
        rf"(?:is |{_IAM} )?{_VERY}(?:happy|ok|okay|fine|good) with {_ALL}",
        rf"{_IAM} {_VERY}happy",
        rf"(?:is |{_IAM} )?{_VERY}(?:happy|ok|okay|fine|good) to (?:approve|sign off|go(?: ahead)?|proceed)",
        r"(?:lgtm|sgtm|gtg|thumbsup|\+1|ship it|send it|go ahead|go for it|all good|all fine|perfect)",
        r"works(?: well| fine| great)?(?: (?:for|with) (?:me|us))?",
        rf"{_BEFORE}(?:approved?|approving|accept(?:ed)?|accepting|signed off|sign off|signing off|ready to go)",
        rf"{_IAM} (?:approving|signing off)",
        r"(?:green light|greenlit|thumbs up|you have my (?:approval|ok|yes|blessing)|that's a yes|it's a yes)",
        rf"(?:i have |i've )?(?:no|zero) {_MORE}(?:objections?|concerns?|comments?|notes|changes|issues|complaints)",
        rf"(?:i have |i've )?nothing {_MORE}(?:to add|to change|from me|from my side)",
    )
)
_LEAD = (
    r"(?:(?:please|yes|yep|yeah|yup|ok|okay|hi|hey|hello|great|thanks|thank you|nice|super|so|well|overall|"
    r"now|then|still|all|both|for me|from me|from my side|(?:i|we) think|i'd say|to me) )*"
)
_SUBJECT = (
    r"(?:(?:it|it all|this|that|this one|that one|all|all of it|everything|(?:the )?(?:brief|draft|document|doc)|"
    r"the (?:revision|whole thing|rest)|(?:revision|rev|version|v|r) ?\d+|v\d+|r\d+|(?:this|that|the new|the latest) "
    r"(?:brief|draft|revision|version|one)) )?"
)
_ASSENT = re.compile(rf"{_LEAD}{_SUBJECT}(?:{_YES})(?!\w)(?P<rest>.*)")

_HEDGE = re.compile(
    r"\b(?:but|except|apart from|aside from|other than|once|if|provided|providing|pending|subject to|as long as|"
    r"assuming|unless|until|till|after|when|however|though|although|only|minus|bar|mostly|almost|nearly|broadly|"
    r"largely|generally|modulo|bearing|save for|with (?:one|a|an|some|two|three|these|the following|minor|small|few))\b"
)
_HALF = re.compile(
    r"\b(?:mostly|almost|nearly|broadly|largely|generally)\b.*\b(?:good|fine|great|ok|okay|there|approved|happy)\b"
)
_AGAINST = re.compile(
    r"\b(?:not|never|no longer|cannot|can not|cant|won't|wont|can't|don't|dont|doesn't|doesnt|didn't|isn't|isnt|aren't|"
    r"wouldn't|haven't|hasn't|nowhere near|hardly|far from)\b.*"
    r"\b(?:approv\w+|accept\w*|sign(?:ed|ing)? (?:this |it )?off|look(?:s|ing)? (?:right|good|great|ok)|good to go|"
    r"happy|ready|ok with|okay with|fine with|lgtm|good enough)\b"
    r"|\bthumbsdown\b|\bhappy if\b|\bcould approve\b|\bwould approve\b|\bbefore (?:i|we) (?:can )?(?:approve|sign)\b"
)
_ASKS = re.compile(
    r"(?:(?:and|so|hi|hey|just) )*(?:is|are|does|do|did|has|have|can|could|should|shall|who|whose|when|what|why|how|"
    r"will|would|was|were|which|where|am)\b"
)
_POINT_OF_VIEW = re.compile(
    r"(?<!apart )(?<!aside )\bfrom (?:a |the |our )?[a-z]+(?: (?:perspective|point of view|side|end|team))?$"
)
_FILLERS = frozenset(
    "thanks thank you ty thx cheers all everyone everybody team folks guys great nice lovely good work job well done "
    "super really very so much indeed yes yep yeah yup ok okay hi hey hello for me from to us my our side end part end "
    "the this it that is now brief document doc draft revision rev version again too also as please proceed perfect "
    "amazing awesome love i we am are i'm we're i've here with on just read through had have looked look at quick "
    "checked check finally happy appreciated effort stuff a an of one latest new whole thing both then ahead go "
    "approved approve and in point view perspective fine no worries thumbsup sorry delay was slow it's great "
    "lgtm still am pm morning afternoon think overall baton accepted accept".split()
)


class Tone(StrEnum):
    """What a reply that sounds like a decision sounds like: plainly a yes, or one with more said, or a refusal."""

    PLAIN = "plain"
    HEDGED = "hedged"


def assent(text: str) -> Tone | None:
    """Return what `text`, a message as Slack gives it, sounds like; None when it does not sound like deciding.

    It is plain only when nothing at all is said besides the yes and thanks.
    """
    if len(text) > LONGEST:
        return None
    said = _plain(text)
    clauses = [" ".join(_WORD.findall(clause)) for clause in _CLAUSE.split(said)]
    kinds = {_kind(clause) for clause in clauses if clause}
    if "hedged" in kinds:
        return Tone.HEDGED
    if "yes" not in kinds or ("?" in said and _ASKS.match(said)):
        return None
    return Tone.HEDGED if "?" in said or "other" in kinds else Tone.PLAIN


def _plain(text: str) -> str:
    """Return the words alone, in small letters: others' words that are quoted, names and decoration are gone."""
    said = _QUOTED_LINE.sub(" ", text.replace("’", "'").casefold())
    signs = _SIGNS_AGAINST.sub(" thumbsdown ", _SIGNS.sub(" thumbsup ", said))
    return " ".join(_DECORATION.sub(" ", signs).split(" ")).strip()


def _kind(clause: str) -> str:
    """Return whether a clause says yes, only half of it or the contrary, is mere courtesy, or says something else."""
    if _AGAINST.search(clause) or _HALF.search(clause):
        return "hedged"
    match = _ASSENT.fullmatch(clause)
    rest = _POINT_OF_VIEW.sub("", match["rest"]) if match else clause
    if all(_is_filler(word) for word in rest.split()):
        return "yes" if match else "filler"
    return "hedged" if match and _HEDGE.search(rest) else "other"


def _is_filler(word: str) -> bool:
    return word in _FILLERS or word.isdigit() or bool(re.fullmatch(r"[rv]\d+", word))
