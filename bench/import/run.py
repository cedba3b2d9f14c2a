"""How fast an official directory comes in, and how much memory it takes: real records repeated until the file is big.

    .venv/bin/python bench/import/run.py [--megabytes 500] [--shape export|api|old|xml] [--jobs 2] [--again]

The records are those of the shared data; each copy has its own id, telephone numbers and place on the map, so that
nothing is known already that would not be in real life. Aim: 5,000 records a second, under 300 MB.
`README.md` tells what was measured.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

ROOT = Path(__file__).resolve().parents[2]
DILA = ROOT.parent / "shared" / "data" / "dila"
SHAPES = {
    "export": "reconstitue-export-83.json",
    "api": "reconstitue-api-59.jsonl",
    "old": "annuaire-2017-departement-59.jsonl",
    "xml": "annuaire-2017-departement-59.jsonl",
}


OPENING = {"export": '{"service":[\n', "xml": '<?xml version="1.0" encoding="UTF-8"?>\n<Organismes>\n'}
CLOSING = {"export": "]}\n", "xml": "</Organismes>\n"}
PHONE = re.compile(r"(\d\d \d\d \d\d) \d\d \d\d")
POINT = re.compile(r"(\d\.\d\d)\d{4}")


def lines_of(shape: str) -> list[str]:
    text = (DILA / SHAPES[shape]).read_text("utf-8")
    records = json.loads(text)["service"] if shape == "export" else map(json.loads, text.splitlines())
    if shape == "xml":
        return ["".join(as_xml("Organisme", record["properties"])) for record in records]
    return [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records]


def as_xml(name: str, value: object) -> list[str]:
    """Return what the JSON of before 2018 says as the XML that it came from."""
    if isinstance(value, list):
        return [part for item in value for part in as_xml(name, item)]
    if not isinstance(value, dict):
        return [f"<{name}>{escape(str(value))}</{name}>"]
    marks = {key: part for key, part in value.items() if isinstance(part, str) and key[0].islower() and key != "$t"}
    inner = [text for key, part in value.items() if key not in marks and key != "$t" for text in as_xml(key, part)]
    said = "".join(f" {key}={quoteattr(part)}" for key, part in marks.items())
    return [f"<{name}{said}>", escape(str(value.get("$t", ""))), *inner, f"</{name}>"]


def write_big(path: Path, shape: str, megabytes: int) -> int:
    """Write the same records until the file is that big; return how many there are."""
    lines, count, size = lines_of(shape), 0, 0
    with path.open("w", encoding="utf-8") as out:
        out.write(OPENING.get(shape, ""))
        while size < megabytes << 20:
            for line in lines:
                id = "id=" if shape == "xml" else '"id":'
                copy = line.replace(f'{id}"', f'{id}"{count:07d}-', 1)
                if count >= len(lines):
                    copy = PHONE.sub(rf"\g<1> {count // 100 % 100:02d} {count % 100:02d}", copy)
                    copy = POINT.sub(rf"\g<1>{count % 10_000:04d}", copy)
                text = f"{',' if count and shape == 'export' else ''}{copy}\n"
                out.write(text)
                size += len(text.encode())
                count += 1
        out.write(CLOSING.get(shape, ""))
    return count


def decode_alone(shape: str) -> float:
    """Return the seconds that Python takes to decode one record and do nothing with it: the reference."""
    lines = lines_of("old" if shape == "xml" else shape)
    started, count = time.process_time(), 0
    while count < 20_000:
        for line in lines:
            json.loads(line)
        count += len(lines)
    return (time.process_time() - started) / count


def memory_of(process: int) -> int:
    """Return the KiB that a process and those it started hold, what they share counted once."""
    held = 0
    for id in [process, *children_of(process)]:
        try:
            text = Path(f"/proc/{id}/smaps_rollup").read_text()
        except OSError:  # it has just ended
            continue
        held += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return held


def children_of(process: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        found = [int(id) for thread in threads for id in (thread / "children").read_text().split()]
    except OSError:
        return []
    return [*found, *(id for child in found for id in children_of(child))]


def bring(command: list[str]) -> tuple[str, int, float, float, int]:
    """Return what the import says, its exit code, its seconds by the clock and of processor, and its peak in KiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started, peak = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        while process.poll() is None:
            peak = max(peak, memory_of(process.pid))
            time.sleep(0.1)
        taken = time.perf_counter() - started
        said = process.stdout.read() if process.stdout else ""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return said, process.returncode, taken, used, peak


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--shape", choices=sorted(SHAPES), default="export")
    parser.add_argument("--jobs", type=int, default=0, help="processes, one for each core when 0")
    parser.add_argument("--again", action="store_true", help="also the next month: the same records, another day")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = folder / "project"
        (project / "partners").mkdir(parents=True)
        subprocess.run(["cp", "-r", str(ROOT / "content"), str(project / "content")], check=True)
        (project / "commun.conf").write_text(f"jobs = {asked.jobs}\n")
        big = folder / {"export": "big.json", "xml": "big.xml"}.get(asked.shape, "big.jsonl")
        count = write_big(big, asked.shape, asked.megabytes)
        command = [sys.executable, "-m", "commun_orientation_ssg", "--project", str(project)]
        command += ["import", "directory", str(big)]
        reference = decode_alone(asked.shape)
        for more in [[], ["--date", "01/06/2018"]] if asked.again else [[]]:
            said, code, taken, used, peak = bring(command + more)
            print("\n".join(said.splitlines()[:2]))
            print(
                f"{asked.shape}: {big.stat().st_size / 1e6:.0f} MB, {count} records in {taken:.1f} s, "
                f"{count / taken:.0f} records/s, {count / used:.0f} a second of processor, peak {peak / 1024:.0f} MB, "
                f"exit {code}; JSON decoding alone: {1 / reference:.0f} records/s, load {os.getloadavg()[0]:.1f}"
            )


if __name__ == "__main__":
    main()
