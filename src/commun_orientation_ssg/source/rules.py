"""What can be wrong with a file or a folder: the sentences."""

from __future__ import annotations

from ..diagnostics import Bilingual, Rule, Severity


def _rule(code: str, fr: str, en: str, help_fr: str, help_en: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(code, severity, Bilingual(fr, en), help=Bilingual(help_fr, help_en))


TOO_BIG = _rule(
    "file-too-big",
    "ce fichier dépasse 1 Mo : il n'est pas lu",
    "this file is over 1 MB: it is not read",
    "répartissez son contenu en plusieurs fichiers, par exemple un par thème",
    "spread its content over several files, for instance one per topic",
)
TOO_DEEP = _rule(
    "too-deep",
    "les éléments sont emboîtés sur plus de {limit} niveaux",
    "items are nested more than {limit} levels deep",
    "vérifiez l'alignement des lignes : chaque niveau ajoute deux espaces",
    "check how the lines are aligned: each level adds two spaces",
)
TOO_MANY = _rule(
    "too-many-items",
    "ce fichier contient plus de {limit} éléments : la suite n'est pas lue",
    "this file holds more than {limit} items: the rest is not read",
    "répartissez son contenu en plusieurs fichiers, par exemple un par thème",
    "spread its content over several files, for instance one per topic",
)
NOT_UTF8 = _rule(
    "not-utf-8",
    "ce fichier n'est pas enregistré en UTF-8 (il semble être en {guess}) : les accents seraient perdus ; "
    "premier caractère en cause, « {shown} »",
    'this file is not saved as UTF-8 (it looks like {guess}): accents would be lost; first such character, "{shown}"',
    "ouvrez-le, choisissez « Enregistrer sous », puis l'encodage « UTF-8 » (Bloc-notes : liste en bas de la fenêtre)",
    'open it, choose "Save as", then the encoding "UTF-8" (Notepad: list at the bottom of the window)',
)
FORBIDDEN = _rule(
    "forbidden-character",
    "un caractère invisible ou interdit est caché ici : {name} (U+{code_point})",
    "an invisible or forbidden character hides here: {name} (U+{code_point})",
    "effacez ce passage et retapez-le au clavier ; un copier-coller apporte souvent ces caractères",
    "erase this passage and type it again; copy and paste often brings such characters",
)
EMPTY = _rule(
    "empty-file",
    "ce fichier est vide",
    "this file is empty",
    "remplissez-le ou supprimez-le ; s'il contenait du texte, reprenez la version précédente",
    "fill it in or delete it; if it held text, take the previous version back",
)
ONLY_COMMENTS = _rule(
    "only-comments",
    "ce fichier ne contient que des remarques (lignes commençant par #) : rien n'en est publié",
    "this file holds only remarks (lines that start with #): nothing of it is published",
    "enlevez le # devant les lignes à publier, ou supprimez le fichier",
    "remove the # before the lines to publish, or delete the file",
    Severity.WARNING,
)
NOT_A_MAPPING = _rule(
    "not-a-mapping",
    "ce fichier devrait commencer par un mot-clé suivi de deux-points, comme « title: »",
    'this file should start with a keyword followed by a colon, like "title:"',
    "comparez avec un fichier voisin du même dossier",
    "compare with a neighbouring file of the same folder",
)
DUPLICATE = _rule(
    "duplicate-key",
    "« {key} » est écrit deux fois au même endroit : l'un des deux serait perdu",
    '"{key}" is written twice in the same place: one of the two would be lost',
    "gardez une seule des deux lignes {first} et {second}, ou donnez-leur deux noms",
    "keep only one of lines {first} and {second}, or give them two names",
)
ANCHOR = _rule(
    "anchor",
    "un texte qui commence par & est un raccourci YAML, qui n'est pas accepté",
    "a text that starts with & is a YAML shorthand, which is not accepted",
    "mettez le texte entre guillemets droits, ou recopiez les lignes là où elles servent",
    "put the text in straight quotes, or copy the lines where they are needed",
)
ALIAS = _rule(
    "alias",
    "un texte qui commence par * est un renvoi YAML, qui n'est pas accepté",
    "a text that starts with * is a YAML reference, which is not accepted",
    "mettez le texte entre guillemets droits, ou recopiez les lignes là où elles servent",
    "put the text in straight quotes, or copy the lines where they are needed",
)
TAG = _rule(
    "tag",
    "un texte qui commence par ! est une étiquette YAML, qui n'est pas acceptée",
    "a text that starts with ! is a YAML tag, which is not accepted",
    "mettez le texte entre guillemets droits, ou enlevez le mot qui commence par !",
    "put the text in straight quotes, or remove the word that starts with !",
)
MERGE = _rule(
    "merge-key",
    "« << » est une fusion YAML, qui n'est pas acceptée",
    '"<<" is a YAML merge, which is not accepted',
    "recopiez les lignes voulues à cet endroit",
    "copy the wanted lines to this place",
)
NOT_A_TEXT_KEY = _rule(
    "key-not-text",
    "le nom placé avant les deux-points doit être un simple mot, pas une liste ni un groupe",
    "the name before the colon must be a plain word, not a list nor a group",
    "écrivez un mot suivi de deux-points, comme « title: »",
    'write a word followed by a colon, like "title:"',
)
SECOND_DOCUMENT = _rule(
    "second-document",
    "une ligne « --- » commence un second document : ce qui suit serait perdu",
    'a "---" line starts a second document: what follows would be lost',
    "effacez cette ligne, ou placez la suite dans un autre fichier",
    "erase this line, or put what follows in another file",
)
DIRECTIVE = _rule(
    "yaml-directive",
    "une ligne qui commence par % est une consigne YAML, qui n'est pas acceptée",
    "a line that starts with % is a YAML directive, which is not accepted",
    "effacez cette ligne",
    "erase this line",
)
NO_LIBYAML = _rule(
    "libyaml-absent",
    "libyaml n'est pas installé : la lecture sera bien plus lente, le résultat reste le même",
    "libyaml is not installed: reading will be much slower, the result stays the same",
    "installez PyYAML depuis PyPI (pip install PyYAML), qui apporte libyaml",
    "install PyYAML from PyPI (pip install PyYAML), which brings libyaml",
    Severity.WARNING,
)
MISSING_FOLDER = _rule(
    "missing-folder",
    "le dossier « {name} » n'existe pas",
    'the folder "{name}" does not exist',
    "vérifiez son nom, ou créez-le",
    "check its name, or create it",
)
NOT_A_FOLDER = _rule(
    "not-a-folder",
    "« {name} » est un fichier, un dossier était attendu",
    '"{name}" is a file, a folder was expected',
    "déplacez ce fichier et créez un dossier de ce nom",
    "move this file and create a folder of that name",
)
BAD_NAME = _rule(
    "bad-file-name",
    "le nom « {name} » contient autre chose que des lettres sans accent, des chiffres et des tirets",
    'the name "{name}" holds something else than unaccented small letters, digits and hyphens',
    "ce nom sert d'adresse sur le site : renommez-le « {better} »",
    'this name becomes an address on the site: rename it "{better}"',
)
SUFFIX = _rule(
    "unusual-suffix",
    "« {name} » est lu, mais sa terminaison n'est pas celle des autres fichiers",
    '"{name}" is read, but it does not end like the other files',
    "renommez-le « {better} »",
    'rename it "{better}"',
    Severity.WARNING,
)
UNEXPECTED_FILE = _rule(
    "unexpected-file",
    "« {name} » n'est ni un fichier .yaml ni un fichier .md : il n'est pas lu",
    '"{name}" is neither a .yaml nor a .md file: it is not read',
    "donnez-lui l'une de ces terminaisons, placez les images dans assets/, ou supprimez-le",
    "give it one of these endings, put pictures in assets/, or delete it",
    Severity.WARNING,
)
SAME_DOCUMENT = _rule(
    "same-document",
    "ce fichier porte le même nom que {other} : il n'est pas lu",
    "this file has the same name as {other}: it is not read",
    "gardez un seul des deux fichiers",
    "keep only one of the two files",
)
LINK_OUTSIDE = _rule(
    "link-outside",
    "ce raccourci mène à un autre dossier : il n'est pas suivi",
    "this link leads to another folder: it is not followed",
    "remplacez-le par une copie du fichier",
    "replace it with a copy of the file",
)
BROKEN_LINK = _rule(
    "broken-shortcut",
    "ce raccourci ne mène nulle part",
    "this link leads nowhere",
    "supprimez-le, ou remplacez-le par le fichier voulu",
    "delete it, or replace it with the wanted file",
)
NOT_A_FILE = _rule(
    "not-a-file",
    "ceci n'est ni un fichier ni un dossier ordinaire : il n'est pas lu",
    "this is neither an ordinary file nor a folder: it is not read",
    "supprimez-le",
    "delete it",
)
UNREADABLE = _rule(
    "unreadable",
    "l'ordinateur refuse de lire ceci ({reason})",
    "the computer refuses to read this ({reason})",
    "vérifiez les droits d'accès",
    "check the access rights",
)
FIRST_PLACE = Bilingual("première fois ici", "first written here")
