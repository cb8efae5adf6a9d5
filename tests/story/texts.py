"""Invented articles that the tests of this package share."""

import hashlib

from tellings.model import Article, Furniture

FERRY = (
    "A passenger ferry struck the outer breakwater of Harbourton on Monday morning, injuring eleven commuters. "
    "The Harbourton Port Authority said the vessel Grey Heron lost steering power shortly before docking. "
    "Ambulances carried the injured to Saint Brede Hospital, where two remained in a serious condition. "
    "Captain Odile Marsh told investigators that an alarm sounded four minutes before the impact. "
    "Ferry services between Harbourton and Lowen Island were suspended until further notice."
)
FERRY_OWN = (
    "Eleven people were hurt when the ferry Grey Heron ran into a breakwater at Harbourton early on Monday. "
    "Passengers described being thrown to the deck. The port authority blames a failure of the steering, "
    "and services to Lowen Island will not run today, officials added."
)
BUDGET = (
    "Lawmakers in Vellmark approved a disputed budget on Thursday after eleven hours of debate in the chamber. "
    "Finance minister Petra Oduya called the vote a victory for pensioners and rural schools. "
    "Opposition deputies walked out before the final reading and promised to appeal to the constitutional court."
)


def article(key: str, text: str, title: str | None = None, published: str | None = None, **more: object) -> Article:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=key, text=text, sha256=digest, title=title, published=published, **more)  # type: ignore[arg-type]


def furniture(text: str, words: str, why: str) -> Furniture:
    start = text.index(words)
    return Furniture(start=start, end=start + len(words), why=why)
