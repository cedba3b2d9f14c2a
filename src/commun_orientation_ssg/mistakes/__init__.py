"""Tell someone who does not know YAML what their hand did, and how the line should read.

From the lines of a file and the place where the parser stopped (or the texts it swallowed without a word), to
`Mistake` values: a rule, a place, and the mended lines. A recogniser may guess: `source` tries each mend and only
shows one that lets the parser go further. The everyday mistakes, each with its recogniser:

| mistake | what was typed | code |
|---|---|---|
| colon in a text | `ask: Attention : que faire ?` | colon-in-text |
| colon in a list item | `- Attention : apportez le bail` | colon-in-text |
| apostrophe taken for a quote | `text: 'aujourd'hui'` | quote-in-quotes |
| quotes inside quotes, text after quotes | `text: "Bonjour" dit-il` | quote-in-quotes |
| quote never closed | `text: "Bonjour` | unclosed-quote |
| backslash in double quotes | `text: "C:\\dossier"` | backslash |
| curly quotes | `text: “Bonjour”` | curly-quotes |
| tab | `\\ttitle: x` | tab |
| line too far right, or too far left | `   title: x` | indentation |
| no dash in a list | `deux` under `- un` | missing-dash |
| no space after the dash | `-texte` | missing-space |
| no space after the colon | `title:Mon titre` | missing-space |
| Word's dashes and bullets | `– texte`, `• texte` | word-bullet |
| non-breaking or wide space | `title:\\u00a0x` | odd-space |
| full-width signs | `title：x` | full-width |
| no colon after a key, or `=` | `title Mon titre` | missing-colon |
| list and keys mixed | `title: x` among `- a` | indentation, missing-dash |
| list begun on the line of its key | `steps: - un` | list-on-key-line |
| text on the line of `|` | `text: | Bonjour` | text-after-bar |
| long text with a colon, on several lines | `text: Bonjour` / `  Attention : x` | text-without-bar |
| text that starts with a sign of YAML | `@x`, `%x`, `*x*`, `&x`, `!x`, `[x] y`, backquote | reserved-start |
| `[` never closed | `[a, b` | unclosed-bracket |
| question mark as a key | `? title` | question-mark |
| text after `#` | `name: Résidence B #3`, `title: #1` | text-after-hash |
| list or group in one line | `[Un texte, deux]`, `{lundi: 9h-12h, 14h-17h}` | flow-text, flow-mapping |
| marks of a merge | `<<<<<<< HEAD` | merge-conflict |
| HTML pasted | `text: <p>Bonjour</p>` | html-pasted |
| accents broken by a conversion | `tÃ©lÃ©phone` | broken-accents |

Duplicate keys, second documents, anchors, Windows-1252 and hidden characters need no guess: `source` reports them.
"""

from .lines import Flow, Mistake, Reading, Trouble, split_lines
from .recognising import recognise
from .suspecting import suspicions
from .telling import conflicts, quoted_value, told, unknown

__all__ = [
    "Flow",
    "Mistake",
    "Reading",
    "Trouble",
    "conflicts",
    "quoted_value",
    "recognise",
    "split_lines",
    "suspicions",
    "told",
    "unknown",
]
