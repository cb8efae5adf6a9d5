from tellings.language.rarity import rarities, share


def test_a_word_that_few_texts_hold_is_rarer():
    assert share("said") > share("breakwat") > 0


def test_a_small_collection_leans_on_the_news_at_large():
    weight = rarities([["said", "breakwat"], ["said", "breakwat"]])
    assert weight["breakwat"] > 2 * weight["said"] > 0


def test_a_large_collection_has_its_own_say():
    large = rarities([["breakwat"]] * 5000)
    assert large["breakwat"] < rarities([["breakwat"]])["breakwat"] / 3
