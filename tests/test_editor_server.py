"""A new project in a real editor's hands: yaml-language-server from npm reads its settings and helps in French."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

from commun_orientation_ssg.scaffold import new_project

pytestmark = pytest.mark.node
PATIENCE_S = 30

Position = dict[str, int]


class Server:
    """A language server spoken to over its standard streams. Source: Language Server Protocol 3.17, base protocol."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.folder = folder
        self.settings: dict[str, Any] = json.loads((folder / ".vscode/settings.json").read_text("utf-8"))
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.received: Queue[dict[str, Any]] = Queue()
        self.count = 0
        self.listening = threading.Thread(target=self._listen, daemon=True)
        self.listening.start()

    def stop(self) -> None:
        self.process.kill()
        self.listening.join()
        self.process.communicate()

    def send(self, **message: Any) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while line := stream.readline():
            length = 0
            while line.strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
                line = stream.readline()
            self.received.put(json.loads(stream.read(length)))

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first message that is wanted, answering the server's own questions on the way."""
        while True:
            try:
                message = self.received.get(timeout=PATIENCE_S)
            except Empty:
                pytest.fail("yaml-language-server does not answer")
            if wanted(message):
                return message
            if "id" in message and "method" in message:
                self.send(id=message["id"], result=self._answer(message))

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self._section(item.get("section", "")) for item in message["params"]["items"]]

    def _section(self, name: str) -> Any:
        """Return a section as VS Code does: dotted keys are nested settings."""
        found: dict[str, Any] = {}
        for key, value in self.settings.items():
            if key.startswith(f"{name}."):
                place, *rest = reversed(key.removeprefix(f"{name}.").split("."))
                for part in rest:
                    place, value = part, {place: value}
                found[place] = {**found.get(place, {}), **value} if isinstance(value, dict) else value
        return found or self.settings.get(name)

    def ask(self, method: str, **params: Any) -> Any:
        self.count += 1
        number = self.count
        self.send(id=number, method=method, params=params)
        answer = self.wait(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, path: str, text: str) -> list[dict[str, Any]]:
        """Show a file, not shown before, to the server as an editor does; return what it underlines."""
        uri = (self.folder / path).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        told = self.wait(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri
            )
        )
        return told["params"]["diagnostics"]  # type: ignore[no-any-return]

    def at(self, method: str, path: str, line: int, character: int) -> Any:
        place: Position = {"line": line, "character": character}
        return self.ask(method, textDocument={"uri": (self.folder / path).as_uri()}, position=place)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, node_modules: Path) -> Iterator[Server]:
    """yaml-language-server, in the folder of a project made by `commun init`."""
    folder = tmp_path_factory.mktemp("vscode") / "Été à Hyères"
    new_project(folder)
    program = node_modules / "yaml-language-server" / "bin" / "yaml-language-server"
    started = Server(["node", str(program), "--stdio"], folder)
    started.ask(
        "initialize",
        processId=None,
        rootUri=folder.as_uri(),
        workspaceFolders=[{"uri": folder.as_uri(), "name": "projet"}],
        capabilities={
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {},
            },
        },
    )
    started.send(method="initialized", params={})
    started.send(method="workspace/didChangeConfiguration", params={"settings": None})
    yield started
    started.stop()


def labels(answer: Any) -> list[str]:
    items = answer["items"] if isinstance(answer, dict) else answer
    return [item["label"] for item in items]


def test_files_of_a_new_project_have_nothing_underlined(server: Server) -> None:
    """What `commun init` writes is right for the editor too."""
    for path in sorted((server.folder / "partners").rglob("*.yaml")):
        assert server.open(str(path.relative_to(server.folder)), path.read_text("utf-8")) == []


def test_keys_of_a_contact_are_proposed(server: Server) -> None:
    """On an empty line, those that are not there yet, and no key of our own making."""
    path = "partners/exemple/contacts/essai.yaml"
    server.open(path, "contacts:\n  - id: essai\n    name: Essai\n    \n")
    found = labels(server.at("textDocument/completion", path, 3, 4))
    assert {"phone", "desk", "provides", "verified_on", "part_of", "hide"} <= set(found)
    assert not {"id", "name"} & set(found)


def test_values_of_a_choice_are_proposed(server: Server) -> None:
    """The levels of administration."""
    path = "partners/essai/partner.yaml"
    server.open(path, "name: Essai\nlevel: \n")
    assert {"commune", "departement", "region"} <= set(labels(server.at("textDocument/completion", path, 1, 7)))


def test_hover_speaks_french(server: Server) -> None:
    """The title, what it is, and an example."""
    path = "partners/exemple/contacts/survol.yaml"
    server.open(path, "contacts:\n  - id: essai\n    name: Essai\n    part_of: mairie\n")
    hover = server.at("textDocument/hover", path, 3, 6)["contents"]["value"]
    assert "Fait partie de" in hover
    assert "Contact dont il reprend l'adresse et les heures" in hover.replace("&#39;", "'")
    assert "departement-var" in hover


@pytest.mark.parametrize(
    ("path", "text", "line", "word"),
    [
        ("partners/exemple/contacts/faute.yaml", "contacts:\n  - id: essai\n    telephone: 3939\n", 2, "telephone"),
        ("partners/exemple/journeys/logement.yaml", "outcomes:\n  retard-loyer:\n    titre: Appelez\n", 2, "titre"),
        ("partners/essai/entries.yaml", "entries:\n  - id: social\n    titel: Aide\n", 2, "titel"),
        ("content/needs/logement.yaml", "needs:\n  - id: besoin\n    titre: Loyer\n", 2, "titre"),
    ],
)
def test_wrong_key_is_underlined(server: Server, path: str, text: str, line: int, word: str) -> None:
    """At its line, in the partners' files and in the commons."""
    told = [item["message"] for item in server.open(path, text) if item["range"]["start"]["line"] == line]
    assert any(word in message for message in told), told


def test_only_what_changes_is_needed_in_a_partner_s_file(server: Server) -> None:
    """The whole shape is not asked of a file that lies over the commons."""
    assert server.open("partners/exemple/journeys/energie.yaml", "title: Chez nous\n") == []


def test_whole_shape_is_asked_in_the_commons(server: Server) -> None:
    """There, what is missing is told."""
    told = server.open("content/journeys/nouveau.yaml", "title: Essai\n")
    assert any("start" in item["message"] for item in told)
