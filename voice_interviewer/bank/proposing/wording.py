"""The words in which guides give advice: who speaks of whom, what is wanted, what is not, what is about manners alone.

Patterns alone; `advice` says what is made of them."""

import re

from voice_interviewer.bank.proposing import grammar

_SUBJECT = (
    r"(?:you|we|they|people|(?:the |an? |your |any |all |most |many )?(?:[\w-]+ ){0,2}?"
    r"(?:candidates?|applicants?|interviewees?|answers?|responses?|repl(?:y|ies)|examples?))"
)

_GOOD = (
    r"(?:good|strong(?:er|est)?|great|better|best|ideal|excellent|top|effective|full|high-scoring|"
    r"winning|impressive|successful|convincing)"
)

_MODAL = (
    r"(?:(?:'ll|'d|will|would|should|must|can|could|may|might|shall|do|need|needs|have|has|ought|want|"
    r"wish|are expected|"
    r"is expected|be able|be sure|do well|be expected|like)(?: also| always| then| really| definitely|"
    r" certainly| probably| ideally)?(?: to)? )+"
)

_VALUED = (
    r"(?:(?:very |really |most |also |always |often |usually |particularly |especially )*"
    r"(?:important|best|better|helpful|useful|good|wise|worth|essential|vital|crucial|key|sensible|"
    r"worthwhile|fine|"
    r"necessary|a (?:good|great|nice|wise|smart) (?:idea|move|plan|thing|start)))"
)

_SEEKER = (
    r"(?:(?:the |an? |your |most |many |some |our )?(?:[\w-]+ )?(?:panels?|interviewers?|employers?|"
    r"recruiters?|managers?|"
    r"assessors?|scorers?|team|board|school|company|hiring managers?)|we|they|i)"
)

LEAD = re.compile(
    r"(?:(?:and|so|but|or|then|also|finally|first(?:ly)?|second(?:ly)?|third(?:ly)?|next|lastly|"
    r"in addition|instead|ideally|"
    r"perhaps|maybe|whatever you do|above all|where (?:you can|possible)|if (?:you can|possible)|most of all|equally|"
    r"similarly|"
    r"as well|after that|at the end|to (?:begin|start|finish|end|close)(?: with)?|"
    r"here|always|please|(?:in|for|with|throughout) (?:your|the) (?:answer|response|reply)|"
    r"(?:when|while|in) (?:answering|you answer|responding)(?: this(?: question)?)?|"
    r"to answer(?: this)?(?: question)?(?: well)?)"
    r"(?:\s*[,:–—-]\s*|\s+))+",
    re.IGNORECASE,
)

CONDITION = re.compile(
    r"(?:if|when|where|unless|once|whenever|even if|since|because|as|although|though|"
    r"while)\b[^,.;]{3,120}?(?:,\s+|\s+(?=(?:you'll|you (?:will|should|must|need|can|could|may|might|"
    r"ought))\b))",
    re.IGNORECASE,
)

FRAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_SUBJECT}(?<!\bwe)(?<!\bthey)\s?{_MODAL}",
        rf"they {_MODAL}",
        r"(?:it|this|that|these) (?:should|must|needs? to|ought to|could)(?: also| always| really)? ",
        (
            r"it(?:'s|’s| is| would be| can be| may be| might be| will be)? (?:also |always |"
            rf"really )*(?:helps?|pays?|counts)?(?:{_VALUED})?"
            r"(?: in your favour| here| a lot)? (?:to|that you(?: can| should| will)?|if you(?: can)?|"
            r"for candidates to|for you to|(?=(?!thing)[a-z]+ing\b)) ?"
        ),
        (
            r"(?:the|an?|your|my|our|another|one|what) (?:[\w'-]+ ){1,5}?(?:is|are|would be|matters is) "
            r"(?:simply |just |really |often )?(?:to|that you) "
        ),
        (
            r"(?:do not forget|don't forget|try|aim|remember|be (?:sure|ready|prepared|able|careful|"
            r"willing)|make (?:sure|certain)|feel free|take care|go on|move on|"
            r"look|seek|prepare|plan|learn|get ready) to "
        ),
        (
            r"(?:be sure|make (?:sure|certain|it clear|it plain|clear)|ensure|check|see|remember|be clear|"
            r"bear in mind|stress)(?: that)? "
            r"(?:you|they|your answer)(?:'re able to|'ve|'d| are able to| can| will| would| have|’ve)? "
        ),
        (
            r"(?:there (?:are|is) )?(?:extra |full |bonus |top |high )?(?:marks?|credit|points?|"
            r"scores?)(?: (?:is|are|will be|go|goes|can be|come|comes))?"
            r"(?: also)?(?: given| available| awarded| gained| earned)? (?:for|to) (?:candidates "
            r"who |anyone who |"
            r"those who |people who |answers that )?"
        ),
        (
            # An order to the candidate has no seeker: "look at the label", "check it", "listen to her".
            r"(?!checks?\b|(?:look|listen|watch)(?:e?s)? (?!(?:out )?for\b))"
            rf"(?:{_SEEKER}(?: |(?='d )))?(?:(?:is|are|am|'re|'m|will be|would|should|will|'d|then|"
            r"also|really|particularly|"
            r"usually|often|mainly|always|just) )*"
            r"(?:look(?:s|ed|ing)?|listen(?:s|ed|ing)?|hop(?:e|es|ed|ing)|want(?:s|ed)?|expect(?:s|"
            r"ed|ing)?|'d (?:have )?(?:like|liked|love)|(?:likes?|"
            r"loves?)(?= to\b)|need|needs|checks?|watch(?:es)?|keen|wait)"
            r"(?: out)?(?: to)?(?: (?:hear|see|know|be told|be shown|find))?(?: (?:about|of|for|that|"
            r"from you|a bit about))*"
            r"(?: (?:candidates?|people|someone|somebody|answers?) (?:who|that)(?: can| will)?)? "
        ),
    )
)

SOUGHT = FRAMES[-2:]

EXAMPLE_TAIL = re.compile(
    r",\s+(?:perhaps|maybe|for example|for instance|such as|e\.g\.|say,|even if|if possible)\s.*$",
    re.IGNORECASE,
)

REASON = re.compile(
    r",\s+(?:since|as|which|though|although|or)\s(?!well\b)[^,;]*(?=$|,)|,\s+(?:because|so that)\s(?!.*, and\b).*$|"
    r",\s+(?:they|it|she|he|there|that|we)(?:'s|'re| is| are)\s.*$",
    re.IGNORECASE,
)

HARMLESS = re.compile(
    r"it(?:'s| is) (?:no|not an?|an?) [\w ]{3,20}? to |it [a-z]+ (?:\w+ ){1,3}(?:when|if) you |"
    r"it (?:also |always |never |does |won't |doesn't |will |can |no |not |do )*(?:harms?|hurts?) to ",
    re.IGNORECASE,
)

I_WOULD = re.compile(r"i(?:'d| would)(?: always)? (?!like|love|want|expect|hope)(?=[a-z])", re.IGNORECASE)

WHAT_IS = re.compile(
    rf"(?:nothing (?:beats|impresses (?:me|us|them) (?:more|like))|what (?!you\b)[^,.;:]{{3,60}}? "
    rf"(?:is|are|was|were)|(?:an? |the )(?:much )?{_GOOD} (?:[\w-]+ ){{1,2}}(?:is|would be|might "
    r"be)) (?!that\b|to\b|not\b)",
    re.IGNORECASE,
)

IS_THAT = re.compile(
    r"(?:the|an?|what|all|first|one) [^,.;:]{3,60}? (?:is|are|was|were) (?=that (?:you|they|the|he|she)\b)",
    re.IGNORECASE,
)

WHO = re.compile(
    r"\b(?:someone|somebody|people|those|anyone|an? [\w -]{2,30}?|[\w-]+s|the [\w-]+) who (?=[a-z])",
    re.IGNORECASE,
)

NOT_WHO = re.compile(
    r"\b(?:i|we|it|this|that|they|he|she|interviewers?|employers?|panels?|recruiters?|managers?|questions?|"
    r"everyone|everybody|nobody|who|what|there|jobs?|roles?|compan(?:y|ies))\b",
    re.IGNORECASE,
)

REPORTED = re.compile(
    r"(?:(?:he|she|they|(?:the|one|a|another|my|our) [^,.;:]{2,60}?) )?(?:(?:also|even|then|simply) "
    r")*(?:(?:told|showed|gave|walked) (?:me|us) (?:through |about |that |of )?|"
    r"(?:talked|spoke) (?:me |us )?(?:about|through) |mentioned |explained |described )(?!once\b)|"
    r"I (?:then |also )?(?:told (?:them|her|him|the panel)|said|explained|mentioned|described|"
    r"talked about|showed them|walked them through|"
    r"gave them|admitted) (?:that |about )?",
    re.IGNORECASE,
)
"""What a panel tells of an interview that it held."""

SOMEBODY = re.compile(
    rf"\b(?:{_GOOD}|{grammar.PERSON}s?|colleagues?|nurses?|staff|\w+(?:er|or|ist|ian|ant|eur)s?)\b",
    re.IGNORECASE,
)
"""Who does the work, so that what they do is a model: "a secretary", "a good chef"."""

NOT_WANTED = re.compile(
    r"(?:(?:please |try to |be careful to |it'?s best to )?(?:avoid|don't|don’t|do not|never|resist|"
    r"stay away|steer clear|beware|not )\b(?!.{0,3}forget)|"
    r"(?:the |an? )?(?:weak|weaker|poor|poorer|bad|vague|low-scoring)\b|try not to|(?:you|candidates|"
    r"they) (?:should|must|need|do|can)(?:n't|n’t| not|not)\b|"
    r"(?:it is|it's|it’s) (?:important |best |better |wise )?(?:that \w+ (?:do|should) not|not)\b|"
    r"no need\b|there(?:'s|’s| is) no\b|nobody\b|nothing\b|no one\b)",
    re.IGNORECASE,
)

TELL = re.compile(
    r"(?:say|explain|mention|describe|show|demonstrate|(?:talk|speak)(?: to (?:them|us))?(?: a (?:bit|"
    r"little))?|tell (?:them|us|me|her|him|the (?:panel|interviewer|employer))|"
    r"convince (?:them|us|the (?:panel|interviewer|employer))|persuade them|reassure (?:them|the "
    r"(?:panel|interviewer|employer))|outline|discuss|highlight|emphasi[sz]e|stress|state|point out|"
    r"make (?:it )?clear|convey|express|prove|acknowledge|refer(?= to)|include|cover|illustrate|touch|"
    r"bring up|make the point|"
    r"name|list|share(?= (?:an?|your|one|some)\b)|(?:pick|choose|select|use|tell)(?= (?:an?|one|two|"
    r"the|your)\b.{0,40}\b(?:example|story|situation|occasion|time)\b)|give|set out|add|start|begin|"
    r"finish|end|close|conclude|open|lead|walk (?:them|us|the \w+)|go over|recall|identify|let "
    r"(?:them|us) know|be (?:clear|honest|open|specific|frank)|"
    r"recogni[sz]e|know|understand|think|reflect|focus|concentrate|draw|quote|back (?:it|this|"
    r"that) up|provide|offer evidence|summari[sz]e)\b\s*"
    r"(?:(?:about|through|on|to|by|with|of|out|off|up)\b\s*)?(?:(?:saying|explaining|describing|"
    r"telling (?:them|us)|mentioning|showing|stating|talking about|outlining)\b\s*)?",
    re.IGNORECASE,
)

OWN_CLAUSE = re.compile(
    rf"(?:that )?(?:you|they|the {grammar.PERSON}|{grammar.PERSON}s)(?:'d|’d|'ll|’ll|'re|’re|'ve|’ve)?\b\s*"
    r"(?P<modal>(?:(?:would|will|can|could|should|do|did|have|are|were|always|also) )*)",
    re.IGNORECASE,
)

FORM = re.compile(
    r"(?:keep|make|practi[sc]e|prepare|rehearse|structure|tailor|limit|plan|write|"
    r"use)\b.{0,20}\b(?:it|them|your (?:answer|response|reply|story|example)|the (?:answer|story)|"
    r"this|things)\b"
    r"(?!.{0,40}\b(?:back|right|good)\b)|(?:pick|choose|select|use|have|prepare|think of) (?:a|an|one|"
    r"two) (?:\w+ )?(?:one|story|stories|example|examples)(?: or two)?(?: ready| in mind)?$|slow down|"
    r"take your time|breathe|smile|relax$|"
    r"(?:keep|make|hold|maintain)\b.{0,12} eye contact|look .{0,30}\bin the eyes?\b|speak (?:up|slowly|clearly)\b|"
    r"take a (?:deep |long |slow )*breath|"
    r"use the star\b|.*\b(?:before|during|at|in|for) (?:the|your) interview\b|(?:practi[sc]e|rehearse|"
    r"research|prepare)\b",
    re.IGNORECASE,
)

SENTENCE_END = re.compile(
    r"(?<=[.!?])[\"”’)]*\s+(?=[A-ZÀ-Þ“\"'‘(]|[+-]?\d+(?:\s?[-–]\s?\d+)?(?:\s(?:points?|marks?|if|for)\b|:))"
)

POINTLESS = re.compile(
    r"(?:it|this|that|them|these|one|so|anything|something|everything|you|us|"
    r"yourself)(?: (?:well|here|clearly|briefly|too))?\.?$",
    re.IGNORECASE,
)

PROVEN = re.compile(
    r"(?:some |clear |any |good |an? )?(?:evidence|signs?|proof|examples?|instances?|way|habit|experience) of ",
    re.IGNORECASE,
)

SHORTEST_WARNING = 3

SHORTEST_LEAD = 4
"""Words before a colon that say something of their own."""

MANNER = re.compile(
    r"(?:ramble|waffle|recite|memori[sz]e|learn|read|rush|go on|speak|talk (?:too|for|"
    r"over)|exceed|prepare|practi[sc]e|try|be too|use)\b",
    re.IGNORECASE,
)
"""How not to speak, of which no answer can be told to have it."""

COMFORT = re.compile(
    r"you(?:'ll|'d|'re| will| would| might| may| are)? (?:\w+ly )?(?:be )?(?:fine|ok(?:ay)?|all "
    r"?right|surprised|asked|given|nervous|told|welcome|invited)\b",
    re.IGNORECASE,
)

BULLET = re.compile(r"^\s*(?:[-*•–·+✓✔]|\d{1,2}[.)])\s+")

LONGEST_HEADING = 6

UNWANTED = re.compile(
    r"(?:the |a |an |some |common |what |things )*(?:not|don'?ts?|avoid|never|poor|weak(?:er)?|bad|"
    r"red flags?|warnings?|watch out|mistakes?|"
    r"minus|wrong|alarm bells|lose|loses|deduct|fails?|turn-?offs?|pitfalls?|beware|low)\b",
    re.IGNORECASE,
)

WANTED = re.compile(
    r"(?:the |a |an |some |what |things )*(?:do|good|strong|great|best|green flags?|plus|"
    r"look(?:ing)?(?: out)? for|listen(?:ing)? for|looks? like|key points?|"
    r"must|should|essential|desirable|say|to say|mention|cover|include|credit|evidence|expect|"
    r"expected|ideal|full marks|"
    r"we want|wanted|tips?|pro tip|advice|hint|remember|bonus|also|indicators?|positives?)\b",
    re.IGNORECASE,
)

TIP = re.compile(
    r"(?:(?:a|one|some|our|my|your|last|final|pro|top|quick|expert|answering|interview|bonus|extra|"
    r"insider) )*(?:tips?|hints?|remember|note|nb|n\.b\.)\s?:",
    re.IGNORECASE,
)
"""What begins advice that stands beside what an answer should have."""

ASIDE = re.compile(
    r"(?:probes?|follow-?ups?|prompts?|why|background|note|time|timing|ask|context|panel|then ask)\b",
    re.IGNORECASE,
)

SCORE = re.compile(
    r"(?:(?:up to|add|award|give|deduct|lose|minus|plus|score|full|\+|-) ?)*(?:\d+|one|two|three|"
    r"four|five|half)"
    r"(?:\s?[-–/to]+\s?\d+)?(?: (?:points?|marks?|stars?|each))?"
    r"(?:\s*[:=]\s*| (?:more |extra )?(?:if|for|when|where)\s+)",
    re.IGNORECASE,
)

ONE_MORE = re.compile(
    r",? and (?=(?:that |it |the |an? )[^,;]{0,60}?\b(?:should|must|ought to|needs? to) (?:also )?be )|"
    r";\s+(?!and\b|or\b)|, so (?=(?:please |always )?(?:say|tell|talk|show|explain|mention|describe|"
    r"give|name|ask)\b)|"
    r",? but (?=(?:also|please|do|don't|you|they|he|she|we|I)\b)",
    re.IGNORECASE,
)

MOST_WORDS = 24
"""Of a point: a longer one says more than one thing."""

CANDIDATE = re.compile(
    rf"\bthe (?!person\b){grammar.PERSON}(?:(?P<own>'s\s+)|\s+(?P<verb>\w+))", re.IGNORECASE
)
