"""The annotated texts: documents of sentences of words, read from CoNLL-U and IOB2 files."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NO_SPACE_BEFORE = frozenset(".,;:!?)]}%'’”") | {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "n’t", "’s", "..."}
NO_SPACE_AFTER = frozenset("([{$#“‘@")


@dataclass
class Sentence:
    """Parallel lists, one entry a word; an empty list where the source has no such annotation."""

    words: list[str]
    gaps: list[int]  # as in tellings.language.english.features.GAPS, before each word
    names: list[str] = field(default_factory=list)  # IOB2
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)  # 0 is the root, else 1-based
    relations: list[str] = field(default_factory=list)
    starts: bool = True  # whether the sentence's start may be learned from


Document = list[Sentence]


def treebank(path: Path) -> list[Document]:
    """Documents of a CoNLL-U file with names under the MISC key NER."""
    documents: list[Document] = []
    for comments, rows in _stanzas(path):
        if not documents or any(c.startswith("# newdoc") for c in comments):
            documents.append([])
        paragraph = any(c.startswith(("# newpar", "# newdoc")) for c in comments)
        documents[-1].append(_sentence(rows, paragraph=paragraph))
    return documents


def _sentence(rows: list[list[str]], *, paragraph: bool) -> Sentence:
    gap = 2 if paragraph else 1
    sentence = Sentence([], [])
    glued_until = 0
    for row in rows:
        if "-" in row[0]:
            glued_until = int(row[0].split("-")[1])
            multi_gap = 0 if "SpaceAfter=No" in row[9] else 1
            continue
        misc = dict(x.split("=", 1) for x in row[9].split("|") if "=" in x)
        sentence.words.append(row[1])
        sentence.gaps.append(gap)
        sentence.names.append(misc.get("NER", "O"))
        sentence.upos.append(row[3])
        sentence.xpos.append(row[4])
        sentence.heads.append(int(row[6]))
        sentence.relations.append(row[7])
        number = int(row[0])
        if number < glued_until:
            gap = 0
        elif number == glued_until:
            gap = multi_gap
        else:
            gap = 0 if misc.get("SpaceAfter") == "No" else 1
    if any(name == "unknown" for name in sentence.names):
        sentence.names = []
    return sentence


def name_bank(path: Path, *, together: int) -> list[Document]:
    """Sentences of an IOB2 file without layout, ``together`` in a row as one document; spaces are guessed."""
    found: list[Sentence] = []
    for _, rows in _stanzas(path):
        words, names = [r[-2] for r in rows], [r[-1] for r in rows]
        gaps = [1] * len(words)
        for at, word in enumerate(words):
            if word in NO_SPACE_BEFORE or (at and words[at - 1] in NO_SPACE_AFTER):
                gaps[at] = 0
        found.append(Sentence(words, gaps, names, starts=together > 1))
    documents = [found[i : i + together] for i in range(0, len(found), together)]
    for document in documents:
        document[0].gaps[0] = 2
    return documents


def _stanzas(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    comments: list[str] = []
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line.strip():
                if rows:
                    yield comments, rows
                comments, rows = [], []
            elif line.startswith("#") and "\t" not in line:
                comments.append(line)
            else:
                columns = line.split("\t")
                if "." not in columns[0] or len(columns) < 10:
                    rows.append(columns)
    if rows:
        yield comments, rows
