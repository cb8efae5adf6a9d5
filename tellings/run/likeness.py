"""Two articles of an input, and why grouping puts them into one story or does not."""

from collections.abc import Sequence

from tellings.errors import InputError, NotFound
from tellings.model import Article
from tellings.run import steps
from tellings.story.why import Why, why


def saved(first: str, second: str) -> Why:
    """Two saves, each of which holds one article, compared by themselves. Raises InputError where one does not."""
    return why(_only(first), _only(second))


def listed(first: str, second: str, articles: Sequence[Article], where: str) -> Why:
    """Two articles by their ids, compared within the pool that ``articles`` are; ``where`` it was read from."""
    by_id = {article.id: article for article in articles}
    for name in (first, second):
        if name not in by_id:
            raise NotFound(where, f"no article has the id {name!r}.", "Pass ids as they stand in the file.")
    return why(by_id[first], by_id[second], articles)


def _only(path: str) -> Article:
    found = list(steps.read([path]))
    for item in found:
        if isinstance(item, InputError):
            raise item
    articles = [item for item in found if isinstance(item, Article)]
    if len(articles) != 1:
        do = "Pass two of its ids and the file with --among."
        raise InputError(path, f"holds {len(articles)} articles where one is compared.", do)
    return articles[0]
