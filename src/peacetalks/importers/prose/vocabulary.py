"""The words around names in lists of signatories, in the languages of the agreements.

English, French, Spanish, Portuguese and Russian, in lower case and without accents. They are
general knowledge of those languages; published lists showed which of them occur.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = [
    "AND",
    "ARTICLES",
    "BODIES",
    "CARES",
    "COMMENTS",
    "COMMON",
    "ENGLISH_GROUPS",
    "GOVERNMENTS",
    "GROUPS",
    "HEADERS",
    "HONOURS",
    "OFFICES",
    "OPENING",
    "PARTICLES",
    "PERSON_FOLLOWS",
    "PERSON_PARTICLES",
    "PLACED",
    "RANKS",
    "SIGNS_FOR",
    "STRONG_TITLES",
    "TITLES",
    "TOPICS",
    "WITNESSING",
    "folded",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any(*forms: str) -> str:
    return "(?:" + "|".join(forms) + ")"


def folded(text: str) -> str:
    """Return a text in lower case and without accents.

    >>> folded("Comité ÉLARGI")
    'comite elargi'
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


GROUPS: Final = _words(
    """
    administration alliance army assembly association authorities authority battalion board
    brigade brigades bureau chamber church clan clans coalition command commission committee
    communities community confederation conference congress contras convention coordination
    corps council councils cross division emirate faction federation fighters force forces front
    fronts gathering government governments group groups guard house initiative kingdom league
    militia militias ministry mission movement movements nation network office opposition
    organisation organisations organization organizations parliament parties party people peoples
    platform presidency rally rebels regiment republic resistance room secretariat side society
    state states tigers tribe tribes union unions unit units volunteers wing
    alliance armee armees assemblee autorites chambre coalition comite communaute congres conseil
    convention coordination eglise etat etats federation forces front gouvernement groupe groupes
    ligue mouvement mouvements opposition organisation parlement parti partis plateforme
    presidence rassemblement republique union
    alianza asamblea autodefensas bloque comando comision comite comunidad comunidades congreso
    consejo coordinadora corriente ejercito federacion frente frentes fuerza fuerzas gobierno
    grupo grupos iglesia liga movimiento movimientos oposicion organizacion parlamento partido
    partidos presidencia republica union unidad
    alianca assembleia comissao comunidade conselho exercito federacao forca forcas governo igreja
    movimento oposicao organizacao parlamento partido presidencia republica resistencia uniao
    администрация альянс армия движение комитет конгресс коалиция народ объединение оппозиция
    организация парламент партия правительство республика силы совет союз сторона федерация фронт
    """
)
"""Group nouns, of which names of groups are made."""

COMMON: Final = GROUPS | _words(
    """
    all armed both central chiefs citizens civic civil civilian communist conservative defence
    defense delegation delegations democratic executive foreign general governing high different elders ethnic families federal female
    interim international joint labour leaders leadership liberal liberation local main members
    mobile military national negotiating new non operation operations other peace political politico popular presidential progressive provisional rebel
    reconciliation regional religious representative representatives republican revolutionary
    security senior signatory socialist special stakeholders state steering supreme technical traditional transitional tribal united
    various victims women workers youth
    arme armee armes armees civile central democratique democratiques delegation federal generale
    interieure militaires nationale nationales national nationaux paix patriotique politique
    politiques populaire populaires revolutionnaire societe transition unie unies
    armada armadas armado armados central civil delegacion democratico liberacion nacional
    nacionales paz politico politicos popular revolucionaria revolucionario sociedad unidas
    armadas armado civil delegacao democratica libertacao nacional popular sociedade unidas
    вооруженные национальное национальный стороны федеральное центральное
    """
)
"""Words that are not distinctive: a name made only of them could be found in any country."""

ARTICLES: Final = _words("the a an le la les l el los las o os as")

PERSON_PARTICLES: Final = _words(
    "de la las los du des d del da do das dos y e al el ul ad ash as an bin bint ben ibn ould ag "
    "abu abd van von der den di dit"
)
"""Small words inside names of persons."""

PARTICLES: Final = (
    ARTICLES
    | PERSON_PARTICLES
    | _words(
        "of for and in on at to from by against with or et en pour contre au aux sur para por con "
        "em pela pelo и в за на по от"
    )
)
"""Small words inside names."""

OFFICES: Final = _words(
    """
    adviser advisor ambassador archbishop attache bishop chair chairman chairperson chairwoman
    chancellor chief chiefs co-chair commander commanders commissioner consul consultant
    coordinator counsellor councillor delegate delegates deputy director emir envoy facilitator
    governor head king leader leaders mayor mediator member members minister moderator monarch
    negotiator official officer patron pastor plenipotentiary prefect premier president
    prince rapporteur representative secretary senator spokesman spokesperson sultan
    supervisor undersecretary
    adjoint ambassadeur chef commandant commissaire conseiller coordinateur coordonnateur
    correspondant delegue depute directeur facilitateur gouverneur maire mediateur membre ministre
    prefet representant secretaire sous-prefet
    alcalde comandante comisionado consejero coordinador delegado director embajador gobernador
    jefe mediador miembro ministro presidente representante secretario senador vocero
    chefe conselheiro coordenador delegado embaixador governador membro secretario
    глава командующий министр председатель президент представитель премьер-министр посол секретарь
    """
)
"""Nouns with which an office begins or ends."""

TITLES: Final = _words(
    """
    abbot adm admiral alhaji alhajj amb atty brig brigadier bro capt captain cardinal cdr cmdr
    cmdte col colonel commandant commander commodore comrade dame datu datuk doctor dom don dr eng
    engineer excellency excellence excelencia fr gen general gnl h.e he his her hrh hon honorable
    honourable imam judge lady lieutenant lord lt lt-col maj major majesty marshal me miss mister
    mle mme monsieur monsignor mr mrs ms msgr mullah padre prof professor rep rev reverend s.e
    senor senora sgt sergeant sheikh shaikh sheik sir son sr sra staff sultan ustaz
    coronel commandante general mayor teniente licenciado
    генерал полковник
    """
)
"""Titles before names of persons."""

HONOURS: Final = _words(
    "afp ao cbe ch cmg esq gcmg ii iii jr kbe mbe mhr mla mna mp obe om phd pnp qc ret"
)
"""Letters after names of persons."""

STRONG_TITLES: Final = TITLES - _words(
    "commandant commander comrade dame de doctor don eng general he her his honor imam judge king "
    "lady lord major marshal mayor me prince prof senator son staff sultan"
)
"""Titles that do not occur in names of groups."""

RANKS: Final = _words(
    "acting chief delegation deputy executive first foreign general negotiating panel peace prime second special "
    "technical third vice"
)
"""Words before an office that are part of it."""

CARES: Final = _words(
    "affairs defence defense delegation foreign general government interior internal justice ministers mission "
    "peace republic security staff state estado gobierno defensa interior paz gouvernement etat interieur defense"
)
"""Objects of an office that are not a party: "Minister of the Interior", "President of the Republic"."""

TOPICS: Final = _words(
    "affairs defence defense external foreign humanitarian interior internal security"
)
"""Words that begin the task of an office, but never the name of a group."""

ENGLISH_GROUPS: Final = _words(
    "army assembly authority brigade committee community council faction government militia movement "
    "organisation organization party republic side union"
)
"""Nouns that come last in a name, so that names of persons can follow them."""

_OF: Final = r"\s+(?:of\s+the|of|de\s+las?|de\s+los|del|des|du|da|do|de|d['\u2019])\s*"

GOVERNMENTS: Final = re.compile(
    r"(?:(?:royal|federal|national|central)\s+)?"
    r"(?:governments?|govt\.?|gov\.?|gouvernement|gobierno(?:\s+nacional)?|governo)"
    + _OF
    + r"|правительство\s+",
    re.IGNORECASE,
)
"""The words before the name of a state in the name of its government."""

BODIES: Final = re.compile(
    r"(?:the\s+|la\s+|le\s+|a\s+|el\s+)?"
    r"(?:(?:negotiating|peace|high[- ]level|official)\s+)?"
    r"(?:delegations?|representatives?|panel|team|leadership|authority|side|d[ée]l[ée]gation|"
    r"repr[ée]sentants?|delegaci[óo]n|representantes?|delega[çc][ãa]o)"
    r"(?:\s+from(?:\s+the)?\s+|" + _OF + r")|делегаци[яи]\s+",
    re.IGNORECASE,
)
"""The words before the name of a party in the name of its delegation."""

OPENING: Final = re.compile(
    r"(?:(?:and|entre|between|et|y|e)\s*:\s*|between\s+(?=the\b)|"
    + _any(
        r"for\s+and\s+on\s+behalf\s+of",
        r"(?:signed\s+)?on\s+(?:the\s+)?behalf\s+of",
        r"(?:on|from)\s+the\s+side\s+of",
        r"from(?=\s+the\b)",
        r"(?:signed\s+)?for",
        r"representing",
        r"delegations?\s+of",
        r"pour\s+le\s+compte\s+(?=d)",
        r"pour",
        r"au\s+nom\s+(?:de|du|des|d['\u2019])",
        r"por\s+parte\s+(?:de|del)",
        r"en\s+(?:nombre|representaci[óo]n)\s+(?:de|del)",
        r"por",
        r"pel[oa]s?",
        r"em\s+nome\s+d[eoa]s?",
        r"от\s+имени",
        r"за",
        r"от",
    )
    + r"(?:\s+|(?<=['\u2019])))",
    re.IGNORECASE,
)
"""Openings of the block of a party, whose name follows."""

HEADERS: Final = re.compile(
    r"(?:(?:this\s+(?:peace\s+)?agreement\s+was\s+)?signed(?:\s+by)?|ont\s+sign[ée]s?|signatures?|"
    r"(?:the\s+)?(?:list\s+of\s+)?signator(?:y|ies)(?:\s+parties)?|(?:the\s+)?parties|firmado"
    r"(?:\s+por)?|firmantes|firman|suscriben|signataires|assinado(?:\s+por)?|подписано|подписали|"
    r"names?\s+of\s+(?:the\s+)?(?:parties|signatories)|between|entre)"
    r"\s*(?=:|$|\s(?:for|on\s+behalf|the\s|by\s))\s*:?\s*(?:by\s*:?\s*)?",
    re.IGNORECASE,
)
"""Headers that only say that names follow."""

PLACED: Final = re.compile(
    r"(?:(?:done|signed|made|adopted|concluded)\s+(?:at|in|on|this)|dated|fait\s+[àa]|hecho\s+en|"
    r"dad[oa]\s+en|feito\s+em|совершено\s+в)\b",
    re.IGNORECASE,
)
"""Openings of a line on where and when it was signed."""

PERSON_FOLLOWS: Final = re.compile(
    r"\s*[,(]?\s*\b(?:(?:was|were|is)\s+)?(?:represented\s+(?:here\s+)?(?:for\s+)?by|signed(?:\s+for)?\s+by|led\s+by|"
    r"headed\s+by|under\s+the\s+leadership\s+of|r[ée]pr[ée]sent[ée]e?s?\s+par|"
    r"representad[oa]s?\s+por|представлен\w*)\b",
    re.IGNORECASE,
)
"""The words between a party and the persons who signed for it."""

SIGNS_FOR: Final = re.compile(
    r"\s*,?\s+(?:(?:signed|signing)\s+)?(?:for\s+and\s+on\s+behalf\s+of|on\s+behalf\s+of|for|"
    r"au\s+nom\s+(?:de|du)|pour|en\s+nombre\s+(?:de|del)|por|pel[oa])\s+(?=\S)",
    re.IGNORECASE,
)
"""The words between a person and the party he signed for."""

WITNESSING: Final = re.compile(
    r"(?:as\s+|the\s+|con\s+|signed\s+(?:by\s+|in\s+)?(?:the\s+)?|international\s+|para\s+|les\s+|"
    r"los\s+|em\s+|for\s+the\s+)*"
    r"(?:witness(?:es|ed|ing)?\b(?:\s+by)?|observ(?:ers?|ed|ing)\b|(?:co-?)?mediat(?:ors?|ed)\b|"
    r"facilitat(?:ors?|ed)\b|guarant(?:ors?|eed)\b|moderat(?:ors?|ed)\b|sponsor(?:s|ed|ship)?\b|"
    r"accompan(?:ying|ied)\b|in\s+(?:the\s+)?presence\b(?:\s+of)?|present\s*:|"
    r"under\s+the\s+auspices|noted\s+by|attested|supervised|"
    r"t[ée]moins?\b|en\s+pr[ée]sence\s+(?:de|du|des|d['\u2019])|garants?\b|m[ée]diateurs?\b|facilitateurs?\b|"
    r"observateurs?\b|testigos?\b|garantes?\b|acompa[ñn]antes?\b|facilitador(?:es)?\b|"
    r"mediador(?:es)?\b|observador(?:es)?\b|en\s+presencia\s+del?\b|testemunhas?\b|"
    r"na\s+presen[çc]a\s+d[eoa]s?\b|em\s+presen[çc]a\s+d[eoa]s?\b|"
    r"свидетел\w*|посредник\w*|гарант\w*|наблюдател\w*|в\s+присутствии)",
    re.IGNORECASE,
)
"""Openings of the block of third parties."""

COMMENTS: Final = re.compile(
    r"\b(?:not\s+(?:been\s+)?sign|unsigned|did\s+not|no\s+sign|no\s+names|presum|unclear|unknown|"
    r"illegible|mention|understood|assum|based\s+on|unlisted|unnamed|not\s+(?:named|listed|"
    r"specified)|no\s+individual|full\s+list|listed|signatories\s+(?:not|are)|agreement\s+(?:is|"
    r"was|lists|between)|the\s+text|this\s+(?:text|document)|copy|pdf|document|"
    r"see\s+(?:notes?|original|pages?|annex|below|above)|does\s+not|names?\s+follow|et\s+al|etc)|"
    r"^(?:approved|adopted|endorsed|ratified|accredit|elected|issued)",
    re.IGNORECASE,
)
"""Words by which editors comment on the list."""

AND: Final = re.compile(r"\s+(?:and|&|et|y|e|и|as\s+well\s+as)\s+", re.IGNORECASE)
"""The words between two names."""
