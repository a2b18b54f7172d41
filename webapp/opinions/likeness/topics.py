"""Which topic a text is about, learned from the topics that moderators chose.

A naive Bayes of two kinds of witnesses: the words of a topic's name, which speak
from the first day on, and the words of the opinions that moderators gave the topic.
Only numbers of words are kept (``keyed.py``), each with its opinion: when the topic of
an opinion changes, or its words leave, what it taught leaves with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from statistics import fmean

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.directory import service as directory
from webapp.directory.rules import TopicView
from webapp.opinions.likeness.keyed import word_numbers
from webapp.opinions.likeness.records import TopicWord, Trace
from webapp.opinions.likeness.spelling import spelled
from webapp.opinions.likeness.wording import features, telling

# Below this the topics are too near each other to propose one.
SURE = 0.6
# A topic's name counts as this many opinions in which each of its words stands.
NAME_COUNTS = 3
# Witnesses are not independent as the rule supposes; more of them count less each.
FULL_WITNESSES = 3
# How often a word stands in an opinion of a topic that has never had it.
NEVER_SEEN = 0.15
CLEARLY = 2.5
SPEAKING = 4


@dataclass(frozen=True)
class TopicGuess:
    """A topic's code, the words of the text that speak for it as they stand there, how sure."""

    topic: str
    words: tuple[str, ...]
    share: float


@dataclass(frozen=True)
class Learned:
    """What is known of the words of one text: how many opinions of each topic have them."""

    opinions: Mapping[str, int]
    having: Mapping[tuple[str, str], int]


def learned_topic(session: Session, text: str) -> TopicGuess | None:
    """Return the topic that *text* is most likely about, or None when no topic is likely.

    Protected topics are never guessed, and a topic that is not in the directory
    any more neither.  It is a proposal: a topic is the moderator's decision.
    """
    words = telling(features(text))
    topics = [topic for topic in directory.topics(session) if not topic.protected]
    if not words or not topics:
        return None
    return guess(text, words, topics, _learned(session, words))


def _learned(session: Session, words: Sequence[str]) -> Learned:
    numbers = word_numbers(words)
    names = {number: word for word, number in numbers.items()}
    rows = session.execute(
        select(TopicWord.word, TopicWord.topic, func.count())
        .where(TopicWord.word.in_(list(names)))
        .group_by(TopicWord.word, TopicWord.topic)
        .order_by(TopicWord.word, TopicWord.topic)
    )
    having = {(names[number], topic): count for number, topic, count in rows}
    opinions = session.execute(
        select(Trace.topic, func.count())
        .where(Trace.topic.is_not(None))
        .group_by(Trace.topic)
        .order_by(Trace.topic)
    )
    return Learned({topic: count for topic, count in opinions if topic}, having)


def guess(
    text: str, words: Sequence[str], topics: Sequence[TopicView], learned: Learned
) -> TopicGuess | None:
    """Weigh the telling *words* of *text* for each of *topics*.  Pure."""
    told = {topic.code: _told(words, topic, learned) for topic in topics}
    everywhere = {word: fmean(told[code][word] for code in told) for word in words}
    witnesses = [word for word in words if _speaks([told[code][word] for code in told])]
    if not witnesses:
        return None
    weight = min(1.0, FULL_WITNESSES / len(witnesses))
    total = sum(learned.opinions.values())
    scores = {
        code: 0.5 * log((learned.opinions.get(code, 0) + 5) / (total + 5 * len(told)))
        + weight * sum(log(of_word[word]) for word in witnesses)
        for code, of_word in told.items()
    }
    best = max(scores, key=lambda code: (scores[code], code))
    share = 1 / sum(exp(score - scores[best]) for score in scores.values())
    speaking = [word for word in witnesses if told[best][word] > everywhere[word]]
    speaking.sort(key=lambda word: -told[best][word] / everywhere[word])
    if share < SURE or not speaking:
        return None
    return TopicGuess(best, _as_written(text, speaking[:SPEAKING]), round(share, 2))


def _told(words: Sequence[str], topic: TopicView, learned: Learned) -> dict[str, float]:
    """Return for each of *words* how likely an opinion of *topic* has it."""
    named = _words_of_name(f"{topic.name}, {topic.child_name}")
    size = learned.opinions.get(topic.code, 0)
    told = {}
    for word in words:
        seen = learned.having.get((word, topic.code), 0) + NAME_COUNTS * named[word]
        told[word] = (seen + NEVER_SEEN) / (size + NAME_COUNTS + 2 * NEVER_SEEN)
    return told


def _words_of_name(name: str) -> Counter[str]:
    return Counter(set(features(name)))


def _speaks(of_topics: Sequence[float]) -> bool:
    """Tell whether a word is clearly more usual in one topic than in the others."""
    most = max(of_topics)
    others = len(of_topics) - 1
    return others > 0 and most > CLEARLY * (sum(of_topics) - most) / others


def _as_written(text: str, speaking: Sequence[str]) -> tuple[str, ...]:
    """Return the words of *text* behind the features, pairs in full, in the order of the text."""
    wanted = {plain for feature in speaking for plain in feature.split()}
    found = [word.written for word in spelled(text) if word.plain in wanted]
    return tuple(dict.fromkeys(found))
