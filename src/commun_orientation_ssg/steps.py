"""A journey to the script from which its pages draw the next question in place of the one before. Pure.

Only questions are there: an outcome is a page of its own, and a sensitive step is nowhere but on its neutral page.
"""

from __future__ import annotations

import hashlib
import json

from .conditions import to_text
from .model import Answer, Journey, Question
from .permalinks import Permalinks

__all__ = ["journey_script"]


def journey_script(journey: Journey, links: Permalinks) -> tuple[str, bytes]:
    """Return the path and the content of the data of a journey: a classic script that registers it.

    A question is [what is asked, help, answers], and 1 when an answer has a pictogram: only its page can show it. An
    answer is [id, text, where it leads, hint, condition in words, the same for the page], empty ends left out. It leads
    to a step of the journey by its name, or to a page by its path.
    """
    questions = {
        key.partition("/")[2]: _question(step, journey.id, links)
        for key, step in journey.steps.items()
        if isinstance(step, Question) and key not in links.sensitive
    }
    data = {"id": journey.id, "questions": questions}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    script = f'(window.communData=window.communData||{{}})["journey/{journey.id}"]={text};\n'.encode()
    return f"data/journeys/{journey.id}.{hashlib.sha256(script).hexdigest()[:8]}.js", script


def _question(step: Question, journey: str, links: Permalinks) -> list[object]:
    answers = [_answer(answer, journey, links) for answer in step.answers]
    drawn = any(answer.pictogram for answer in step.answers)
    return [step.ask, step.help, answers, *([1] if drawn else [])]


def _answer(answer: Answer, journey: str, links: Permalinks) -> list[str]:
    path = links.step(answer.target)
    inside = answer.target.startswith(f"{journey}/") and answer.target not in links.sensitive
    words, when = (answer.guard.words, to_text(answer.guard.expression)) if answer.guard else ("", "")
    found = [answer.id, answer.text, answer.target.partition("/")[2] if inside else path, answer.hint, words, when]
    while not found[-1]:
        found.pop()
    return found
