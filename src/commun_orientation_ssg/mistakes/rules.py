"""The everyday mistakes of the hand: the sentences."""

from __future__ import annotations

from ..diagnostics import Bilingual, Rule, Severity


def _rule(code: str, fr: str, en: str, help_fr: str, help_en: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(code, severity, Bilingual(fr, en), help=Bilingual(help_fr, help_en))


SYNTAX = _rule(
    "yaml-syntax",
    "cette ligne, ou celle d'avant, n'a pas la forme « mot-clé: valeur » ni « - élément » : « {shown} »",
    'this line, or the one before, has neither the form "keyword: value" nor "- item": "{shown}"',
    "comparez ces deux lignes avec leurs voisines : espaces du début, deux-points, tirets, guillemets",
    "compare these two lines with their neighbours: leading spaces, colons, dashes, quotes",
)
COLON = _rule(
    "colon-in-text",
    "ce texte contient un deux-points suivi d'une espace, qui se lit comme un mot-clé : « {shown} »",
    'this text holds a colon followed by a space, which reads as a keyword: "{shown}"',
    "mettez tout le texte entre guillemets droits",
    "put the whole text in straight quotes",
)
QUOTE = _rule(
    "quote-in-quotes",
    "un guillemet ou une apostrophe referme ce texte avant sa fin : « {shown} »",
    'a quote or an apostrophe closes this text before its end: "{shown}"',
    "entourez le texte de l'autre sorte de guillemets",
    "put the other kind of quotes around the text",
)
UNCLOSED = _rule(
    "unclosed-quote",
    "le guillemet ouvert ici n'est pas refermé sur sa ligne : « {shown} »",
    'the quote opened here is not closed on its line: "{shown}"',
    "ajoutez le guillemet qui manque à la fin du texte",
    "add the missing quote at the end of the text",
)
BACKSLASH = _rule(
    "backslash",
    "une barre oblique inversée a un sens spécial entre guillemets doubles : « {shown} »",
    'a backslash has a special meaning in double quotes: "{shown}"',
    "entourez le texte d'apostrophes droites",
    "put single straight quotes around the text",
)
CURLY = _rule(
    "curly-quotes",
    "ces guillemets courbes seront affichés tels quels : « {shown} »",
    'these curly quotes will be shown as they are: "{shown}"',
    "si vous vouliez seulement délimiter le texte, prenez des guillemets droits",
    "if you only meant to delimit the text, use straight quotes",
    Severity.WARNING,
)
TAB = _rule(
    "tab",
    "cette ligne commence par une tabulation, qui n'est pas acceptée ici : « {shown} »",
    'this line starts with a tab, which is not accepted here: "{shown}"',
    "remplacez-la par des espaces, deux par niveau",
    "replace it with spaces, two for each level",
)
INDENTATION = _rule(
    "indentation",
    "cette ligne n'est pas alignée avec celles qui l'entourent : « {shown} »",
    'this line is not aligned with those around it: "{shown}"',
    "alignez-la avec les lignes de même niveau",
    "align it with the lines of the same level",
)
DASH = _rule(
    "missing-dash",
    "cette ligne est dans une liste, mais ne commence pas par un tiret : « {shown} »",
    'this line is in a list, but does not start with a dash: "{shown}"',
    "ajoutez un tiret et une espace devant",
    "add a dash and a space before it",
)
SPACE = _rule(
    "missing-space",
    "il manque une espace après le tiret ou le deux-points : « {shown} »",
    'a space is missing after the dash or the colon: "{shown}"',
    "ajoutez cette espace",
    "add this space",
)
BULLET = _rule(
    "word-bullet",
    "cette puce ou ce tiret long ne fait pas une liste : « {shown} »",
    'this bullet or long dash does not make a list: "{shown}"',
    "prenez le tiret court du clavier (touche 6), suivi d'une espace",
    "use the short dash of the keyboard, followed by a space",
)
ODD_SPACE = _rule(
    "odd-space",
    "une espace insécable ou large tient la place d'une espace ordinaire : « {shown} »",
    'a non-breaking or wide space stands where a plain space should: "{shown}"',
    "effacez cette espace et retapez-la (sur Mac, sans la touche Option)",
    "erase this space and type it again (on a Mac, without the Option key)",
)
FULL_WIDTH = _rule(
    "full-width",
    "ce signe vient d'un autre clavier (pleine largeur) : « {shown} »",
    'this sign comes from another keyboard (full width): "{shown}"',
    "retapez-le",
    "type it again",
)
MISSING_COLON = _rule(
    "missing-colon",
    "il manque un deux-points après le mot-clé : « {shown} »",
    'a colon is missing after the keyword: "{shown}"',
    "ajoutez le deux-points, suivi d'une espace s'il y a une valeur",
    "add the colon, followed by a space when there is a value",
)
LIST_ON_KEY_LINE = _rule(
    "list-on-key-line",
    "une liste ne peut pas commencer sur la ligne de son mot-clé : « {shown} »",
    'a list cannot start on the line of its keyword: "{shown}"',
    "placez le tiret sur la ligne suivante, deux espaces plus loin",
    "put the dash on the next line, two spaces further",
)
TEXT_AFTER_BAR = _rule(
    "text-after-bar",
    "le texte annoncé par | ou > doit commencer sur la ligne suivante : « {shown} »",
    'the text announced by | or > must start on the next line: "{shown}"',
    "allez à la ligne après ce signe, deux espaces plus loin",
    "start a new line after this sign, two spaces further",
)
NO_BAR = _rule(
    "text-without-bar",
    "ce texte de plusieurs lignes contient un deux-points : il doit être annoncé par | : « {shown} »",
    'this text of several lines holds a colon: it must be announced by |: "{shown}"',
    "écrivez | après le mot-clé, puis le texte à partir de la ligne suivante",
    "write | after the keyword, then the text from the next line on",
)
RESERVED = _rule(
    "reserved-start",
    "ce texte commence par un signe réservé à YAML : « {shown} »",
    'this text starts with a sign that YAML keeps for itself: "{shown}"',
    "mettez tout le texte entre guillemets droits",
    "put the whole text in straight quotes",
)
BRACKET = _rule(
    "unclosed-bracket",
    "le crochet ouvert ici n'est pas refermé : « {shown} »",
    'the bracket opened here is not closed: "{shown}"',
    "ajoutez le crochet qui manque",
    "add the missing bracket",
)
QUESTION = _rule(
    "question-mark",
    "un point d'interrogation au début d'une ligne a un sens spécial : « {shown} »",
    'a question mark at the start of a line has a special meaning: "{shown}"',
    "enlevez-le, ou mettez le texte entre guillemets droits",
    "remove it, or put the text in straight quotes",
)
HASH = _rule(
    "text-after-hash",
    "tout ce qui suit le signe # serait perdu : « {shown} »",
    'all that follows the # sign would be lost: "{shown}"',
    "si c'est une remarque, placez-la seule sur la ligne du dessus ; si c'est du texte, mettez-le entre guillemets",
    "if it is a remark, put it alone on the line above; if it is text, put it in quotes",
)
FLOW_MAPPING = _rule(
    "flow-mapping",
    "les accolades ne sont pas acceptées, une virgule y couperait le texte : « {shown} »",
    'braces are not accepted, a comma would cut the text there: "{shown}"',
    "écrivez une ligne par élément",
    "write one line per item",
)
FLOW_TEXT = _rule(
    "flow-text",
    "les crochets n'acceptent que des identifiants et des codes, une virgule y couperait un texte : « {shown} »",
    'brackets only take ids and codes, a comma would cut a text there: "{shown}"',
    "écrivez une ligne par élément, et réunissez ceux qu'une virgule a séparés",
    "write one line per item, and join those that a comma has parted",
)
CONFLICT = _rule(
    "merge-conflict",
    "deux versions de ce passage sont restées côte à côte : « {shown} »",
    'two versions of this passage were left side by side: "{shown}"',
    "gardez une des deux versions, puis effacez l'autre et les lignes <<<<<<<, ======= et >>>>>>>",
    "keep one of the two versions, then erase the other and the lines <<<<<<<, ======= and >>>>>>>",
)
HTML = _rule(
    "html-pasted",
    "ce texte contient du HTML, sans doute collé depuis une page : « {shown} »",
    'this text holds HTML, probably pasted from a page: "{shown}"',
    "gardez le texte seul ; pour le gras, écrivez **ainsi**",
    "keep the text alone; for bold, write **like this**",
    Severity.WARNING,
)
BROKEN_ACCENTS = _rule(
    "broken-accents",
    "des accents ont été abîmés par une conversion : « {shown} »",
    'accents were broken by a conversion: "{shown}"',
    "retapez-les",
    "type them again",
    Severity.WARNING,
)
