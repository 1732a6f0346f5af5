from openekyc.demo.choices import Flow
from openekyc.demo.visits import KEPT, Visit, Visits, new_key


def visit(key):
    return Visit(key=key, flow=Flow.WEB, title="", token="t", capture_url=None)


def test_only_the_latest_visits_are_remembered():
    visits = Visits()
    for number in range(KEPT + 1):
        visits.keep(visit(str(number)))
    assert visits.find("0") is None
    assert visits.find(str(KEPT)) == visit(str(KEPT))


def test_a_finished_visit_keeps_its_result():
    visits = Visits()
    visits.keep(visit("a"))
    visits.finish(visit("a"), {"ErrorCode": 0})
    assert visits.find("a").result == {"ErrorCode": 0}


def test_addresses_of_visits_cannot_be_guessed():
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert min(map(len, keys)) >= 22
