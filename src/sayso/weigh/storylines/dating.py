"""The day of a report that carries none: that of the dated reports on the same story, if these are close together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import msgspec

from sayso.records import Report, Story
from sayso.terms import Precision, PublishedBasis

CLOSE = timedelta(days=2)
"""Dated reports that lie further apart than this do not tell the day of the undated ones."""


def dated_by_story(reports: Sequence[Report], stories: Sequence[Story]) -> list[Report]:
    """The undated reports whose day is plain from their story, with that day, the basis said to be the story.

    The day is the one on which most of the story's dated reports appeared, the later of two that are level. A report
    whose story has no dated report, or dated reports that lie days apart, stays undated and is not returned.
    """
    by_id = {r.id: r for r in reports}
    out = []
    for story in stories:
        members = [by_id[i] for i in story.reports if i in by_id]
        known = [r.published for r in members if r.published and r.published_basis is not PublishedBasis.STORY]
        if not known or max(known) - min(known) > CLOSE:
            continue
        days = Counter(r.day for r in members if r.day and r.published_basis is not PublishedBasis.STORY)
        day = max(days, key=lambda d: (days[d], d))
        out += [
            msgspec.structs.replace(
                r, published=day, published_precision=Precision.DAY, published_basis=PublishedBasis.STORY
            )
            for r in members
            if r.published is None
        ]
    return out
