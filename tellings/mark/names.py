"""Names: persons, organisations, places and other bearers.

With the English reader its names count, mended by what the rest of the article says; without it
(``fast``) names are found by rule. Either way each bearer gets one key. Limits are in docs/marks/names.md.
"""

from collections.abc import Sequence

from tellings.language.english.reader import Read
from tellings.mark import names_by_rule, names_read
from tellings.mark.bearers import with_keys
from tellings.model import Article, Name, Sentence


def names(article: Article, sentences: Sequence[Sentence], reads: Sequence[Read] = ()) -> list[Name]:
    """Names of the article's body in order of start, not overlapping, possessive endings cut.

    ``reads`` holds the reading of each sentence, or nothing. ``key`` is one per bearer within the article; a
    country, its aliases and demonyms share one. Raises nothing.
    """
    ruled = names_by_rule.mentions(article, sentences)
    return with_keys(article.text, names_read.mentions(article.text, reads, ruled) if reads else ruled)
