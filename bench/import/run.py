"""How fast an official directory comes in, and how much memory it takes: real records repeated until the file is big.

    .venv/bin/python bench/import/run.py [--megabytes 500] [--shape export|api|old]

The records are those of the shared data, each copy with an id of its own. Aim: 5,000 records a second, under 300 MB.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DILA = ROOT.parent / "shared" / "data" / "dila"
SHAPES = {
    "export": "reconstitue-export-83.json",
    "api": "reconstitue-api-59.jsonl",
    "old": "annuaire-2017-departement-59.jsonl",
}


def lines_of(shape: str) -> list[str]:
    text = (DILA / SHAPES[shape]).read_text("utf-8")
    records = json.loads(text)["service"] if shape == "export" else map(json.loads, text.splitlines())
    return [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records]


def write_big(path: Path, shape: str, megabytes: int) -> int:
    """Write the same records until the file is that big; return how many there are."""
    lines, count, size = lines_of(shape), 0, 0
    with path.open("w", encoding="utf-8") as out:
        if shape == "export":
            out.write('{"service":[\n')
        while size < megabytes << 20:
            for line in lines:
                copy = line.replace('"id":"', f'"id":"{count:07d}-', 1)
                text = f"{',' if count and shape == 'export' else ''}{copy}\n"
                out.write(text)
                size += len(text.encode())
                count += 1
        if shape == "export":
            out.write("]}\n")
    return count


def decode_alone(shape: str) -> float:
    """Return the seconds that Python takes to decode one record and do nothing with it: the reference."""
    lines = lines_of(shape)
    started, count = time.perf_counter(), 0
    while count < 20_000:
        for line in lines:
            json.loads(line)
        count += len(lines)
    return (time.perf_counter() - started) / count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--shape", choices=sorted(SHAPES), default="export")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = folder / "project"
        subprocess.run(["cp", "-r", str(ROOT / "content"), str(folder / "real")], check=True)
        project.mkdir()
        (project / "partners").mkdir()
        (folder / "real").rename(project / "content")
        big = folder / ("big.json" if asked.shape == "export" else "big.jsonl")
        count = write_big(big, asked.shape, asked.megabytes)
        command = [
            sys.executable,
            "-m",
            "commun_orientation_ssg",
            "--project",
            str(project),
            "import",
            "directory",
            str(big),
        ]
        reference = decode_alone(asked.shape)
        started = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        taken = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print("\n".join(done.stdout.splitlines()[:2]))
        print(
            f"{asked.shape}: {big.stat().st_size / 1e6:.0f} MB, {count} records in {taken:.1f} s, "
            f"{count / taken:.0f} records/s, peak {peak:.0f} MB, exit {done.returncode}; "
            f"JSON decoding alone: {1 / reference:.0f} records/s"
        )


if __name__ == "__main__":
    main()
