from tellings.run.executor import WORTH_A_POOL, Cores, Serial


def test_cores_give_what_one_process_gives_in_the_same_order() -> None:
    items = list(range(-3, WORTH_A_POOL))
    assert list(Cores(2).map(abs, items)) == list(Serial().map(abs, items))


def test_little_work_stays_in_this_process() -> None:
    assert list(Cores(2).map(lambda n: n + 1, [1, 2])) == [2, 3]
