"""The language of a text, by py3langid, or null where too little text says."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Wide enough for the world's press; the model's other labels only draw short texts off.
LANGUAGES = (
    "am", "ar", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi",
    "hr", "hu", "id", "is", "it", "ja", "ka", "ko", "lt", "lv", "mk", "ms", "nl", "no", "pl", "pt", "ro", "ru",
    "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
LETTERS = re.compile(r"[^\W\d_]")
SAMPLE = 4000
SHORTEST = 60
SURE = 0.8


def language(text: str) -> str | None:
    """ISO 639-1 code of the language of ``text``'s first 4,000 characters.

    Null under 60 letters, or where the best guess has a probability under .8 (rounded to two places, so
    that the last bits of a processor's floats decide nothing).
    """
    sample = text[:SAMPLE]
    if len(LETTERS.findall(sample)) < SHORTEST:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if round(float(probability), 2) >= SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
