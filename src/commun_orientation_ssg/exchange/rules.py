"""What can be wrong in a file that comes from outside: the sentences, side by side."""

from __future__ import annotations

from ..diagnostics import Bilingual, Rule, Severity

UNREADABLE_RECORD = Rule(
    "unreadable-record",
    Severity.ERROR,
    Bilingual("cette fiche ne se lit pas : {reason}", "this record cannot be read: {reason}"),
    help=Bilingual(
        "téléchargez le fichier de nouveau ; --keep-going garde les autres fiches.",
        "download the file again; --keep-going keeps the other records.",
    ),
)
BAD_ENCODING = Rule(
    "bad-encoding",
    Severity.ERROR,
    Bilingual("cette fiche n'est pas en UTF-8", "this record is not in UTF-8"),
    help=Bilingual(
        "téléchargez le fichier de nouveau, sans le rouvrir dans un tableur ; --keep-going garde les autres fiches.",
        "download the file again, without opening it in a spreadsheet; --keep-going keeps the other records.",
    ),
)
TRUNCATED = Rule(
    "truncated-file",
    Severity.ERROR,
    Bilingual("le fichier est coupé : sa fin manque", "the file is cut: its end is missing"),
    help=Bilingual(
        "téléchargez-le de nouveau ; --keep-going garde les fiches lues avant la coupure.",
        "download it again; --keep-going keeps the records before the cut.",
    ),
)
UNKNOWN_SHAPE = Rule(
    "unknown-shape",
    Severity.ERROR,
    Bilingual("ce fichier n'est pas un annuaire que nous savons lire", "this file is no directory that we can read"),
    Bilingual(
        "l'annuaire de l'administration (JSON ou XML) ou la liste des France services (CSV ou JSON)",
        "the DILA directory (JSON or XML) or the list of France services (CSV or JSON)",
    ),
)
NO_RECORD = Rule(
    "file-without-record",
    Severity.ERROR,
    Bilingual("ce fichier ne contient aucune fiche", "this file holds no record"),
    help=Bilingual("téléchargez-le de nouveau.", "download it again."),
)
NO_ID = Rule(
    "record-without-id",
    Severity.ERROR,
    Bilingual("cette fiche n'a pas d'identifiant : {name}", "this record has no identifier: {name}"),
    help=Bilingual("--keep-going l'écarte et garde les autres.", "--keep-going leaves it out and keeps the others."),
)
NO_NAME = Rule(
    "record-without-name",
    Severity.ERROR,
    Bilingual("la fiche « {id} » n'a pas de nom", "the record “{id}” has no name"),
    help=Bilingual("--keep-going l'écarte et garde les autres.", "--keep-going leaves it out and keeps the others."),
)
SAME_ID = Rule(
    "record-twice",
    Severity.ERROR,
    Bilingual(
        "deux fiches portent l'identifiant « {id} » (l'autre : {other})",
        "two records have the identifier “{id}” (the other one: {other})",
    ),
    help=Bilingual("--keep-going garde la première.", "--keep-going keeps the first one."),
)
UNKNOWN_COMMUNE = Rule(
    "record-elsewhere",
    Severity.ERROR,
    Bilingual(
        "« {name} » : le code commune « {code} » n'existe pas en France (code postal {postcode})",
        "“{name}”: the commune code “{code}” is not in France (postcode {postcode})",
    ),
    help=Bilingual(
        "--keep-going écarte la fiche. Un code récent ? Mettez à jour les territoires d'abord.",
        "--keep-going leaves it out. A new code? Update the territories first.",
    ),
)
BAD_HOURS = Rule(
    "record-hours",
    Severity.WARNING,
    Bilingual("« {name} » : horaires non repris, « {value} »", "“{name}”: hours not taken, “{value}”"),
)
BAD_PHONE = Rule(
    "record-phone",
    Severity.WARNING,
    Bilingual("« {name} » : téléphone non repris, « {value} »", "“{name}”: phone not taken, “{value}”"),
)
COSTLY_PHONE = Rule(
    "record-surcharged",
    Severity.INFO,
    Bilingual(
        "« {name} » : numéro surtaxé non repris, « {value} »", "“{name}”: surcharged number not taken, “{value}”"
    ),
)
BAD_MAIL = Rule(
    "record-mail",
    Severity.WARNING,
    Bilingual("« {name} » : courriel non repris, « {value} »", "“{name}”: mail address not taken, “{value}”"),
)
BAD_URL = Rule(
    "record-address",
    Severity.WARNING,
    Bilingual("« {name} » : adresse web non reprise, « {value} »", "“{name}”: web address not taken, “{value}”"),
)
BAD_POINT = Rule(
    "record-coordinates",
    Severity.WARNING,
    Bilingual("« {name} » : position non reprise, « {value} »", "“{name}”: position not taken, “{value}”"),
)
FAR_POINT = Rule(
    "record-misplaced",
    Severity.WARNING,
    Bilingual(
        "« {name} » : position non reprise, trop loin de sa commune, « {value} »",
        "“{name}”: position not taken, too far from its commune, “{value}”",
    ),
)
MOVED_URL = Rule(
    "record-mail-is-page",
    Severity.INFO,
    Bilingual(
        "« {name} » : une page web était à la place du courriel, « {value} »",
        "“{name}”: a web page stood in the place of a mail address, “{value}”",
    ),
)
MERGED = Rule(
    "record-merged-commune",
    Severity.INFO,
    Bilingual(
        "« {name} » : la commune {code} n'existe plus, {now} la remplace",
        "“{name}”: the commune {code} is no more, {now} took its place",
    ),
)
OLD_NAME = Rule(
    "record-old-name",
    Severity.INFO,
    Bilingual("« {name} » s'appelle maintenant « {now} »", "“{name}” is now called “{now}”"),
)
MANY_VANISHED = Rule(
    "many-records-vanish",
    Severity.ERROR,
    Bilingual(
        "{count} fiches sur {total} disparaîtraient : le fichier est-il entier ?",
        "{count} records out of {total} would vanish: is the file whole?",
    ),
    help=Bilingual(
        "si c'est voulu, ajoutez --allow-vanished ; pour un autre territoire, donnez un autre nom avec --name.",
        "if that is meant, add --allow-vanished; for another territory, give another name with --name.",
    ),
)
EDITED = Rule(
    "directory-edited",
    Severity.ERROR,
    Bilingual(
        "cette ligne n'est pas de nous : le fichier a été modifié ou abîmé",
        "this line is not ours: the file was edited, or damaged",
    ),
    help=Bilingual(
        "reprenez le fichier tel qu'il était (git checkout), ou supprimez-le, puis refaites l'import. Une correction "
        "s'écrit chez le partenaire (corrects:).",
        "take the file back as it was (git checkout), or delete it, then import again. A correction is written in a "
        "partner's contacts (corrects:).",
    ),
)


# --- Spreadsheets.

UNREADABLE_TABLE = Rule(
    "unreadable-table",
    Severity.ERROR,
    Bilingual("ce tableau ne se lit pas : {reason}", "this table cannot be read: {reason}"),
    Bilingual("un fichier CSV, XLSX ou ODS, sans mot de passe", "a CSV, XLSX or ODS file without a password"),
)
TABLE_TOO_BIG = Rule(
    "table-too-big",
    Severity.ERROR,
    Bilingual("ce tableau est trop grand : {reason}", "this table is too big: {reason}"),
    Bilingual("200 000 lignes et 200 colonnes au plus", "200,000 rows and 200 columns at most"),
)
FORMULA = Rule(
    "cell-formula",
    Severity.ERROR,
    Bilingual("la cellule {cell} contient une formule", "the cell {cell} holds a formula"),
    help=Bilingual(
        "dans le tableur, copiez la cellule puis « coller les valeurs ».",
        "in the spreadsheet, copy it and paste values.",
    ),
)
CELL_ERROR = Rule(
    "cell-error",
    Severity.ERROR,
    Bilingual("la cellule {cell} contient une erreur de calcul", "the cell {cell} holds an error"),
)
MERGED_CELLS = Rule(
    "merged-cells",
    Severity.WARNING,
    Bilingual(
        "les cellules {cells} sont fusionnées : leur valeur vaut pour chaque ligne",
        "the cells {cells} are merged: their value counts for each row",
    ),
)
NO_HEADER = Rule(
    "no-header",
    Severity.ERROR,
    Bilingual("aucune ligne ne donne le nom des colonnes", "no row gives the names of the columns"),
    Bilingual("une ligne de titres avec au moins « nom »", "a row of titles with at least “nom”"),
    Bilingual('précisez-les : --columns "Intitulé=name,Tél=phone"', 'say them: --columns "Intitulé=name,Tél=phone"'),
)
UNKNOWN_SERVICE = Rule(
    "row-unknown-service",
    Severity.ERROR,
    Bilingual("« {value} » n'est pas un service connu", "“{value}” is not a known service"),
)
UNKNOWN_PLACE = Rule(
    "row-unknown-place",
    Severity.ERROR,
    Bilingual("« {value} » n'est pas un lieu de France", "“{value}” is not a place in France"),
    Bilingual("le nom d'une commune, son code Insee ou son code postal", "a commune's name, INSEE code or postcode"),
)
SEVERAL_PLACES = Rule(
    "row-several-places",
    Severity.ERROR,
    Bilingual("« {value} » : plusieurs lieux, {choices}", "“{value}”: several places, {choices}"),
    help=Bilingual(
        "écrivez le nom et le code, comme dans cette liste.", "write the name and the code, as in this list."
    ),
)
OLD_PLACE = Rule(
    "row-merged-commune",
    Severity.WARNING,
    Bilingual(
        "la commune {code} n'existe plus : {now} la remplace", "the commune {code} is no more: {now} took its place"
    ),
)
SAME_CONTACT = Rule(
    "row-twice",
    Severity.ERROR,
    Bilingual("l'identifiant « {id} » est déjà pris ({other})", "the id “{id}” is taken already ({other})"),
    help=Bilingual(
        "donnez-lui un autre identifiant, colonne « identifiant » ; le même, pour modifier ce contact-là.",
        "give it another one, column “identifiant”; the same, to change that contact.",
    ),
)
ZERO_BACK = Rule(
    "row-zero-back",
    Severity.INFO,
    Bilingual("le tableur avait retiré le zéro de « {value} »", "the spreadsheet had dropped the zero of “{value}”"),
)
