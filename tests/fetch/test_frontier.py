"""The frontier: what is queued, what is due, and what a killed process leaves behind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from archiver.sources.fetch.asked import FETCH, POLL, Answer, Asked
from archiver.sources.fetch.frontier import Frontier

ANSWER = Answer(200, "http://a.org/1", "utf-8", "text/html", 1000.0, '"e"', None, "f.warc.gz", 10, 20, "00")


@pytest.fixture
def frontier(tmp_path):
    opened = Frontier(tmp_path / "fetch.sqlite", FETCH)
    yield opened
    opened.close()


def test_one_address_of_a_host_at_a_time_in_the_order_asked_for(frontier):
    urls = ["http://a.org/1", "http://a.org/2", "http://b.org/1", "http://a.org:81/1"]
    assert frontier.add(map(Asked, urls)) == 4
    assert frontier.add(map(Asked, urls)) == 0
    assert [row.url for row in frontier.due(0, set(), 9)] == [urls[0], urls[2], urls[3]]
    assert [row.url for row in frontier.due(0, {"a.org", "b.org"}, 9)] == [urls[3]]
    assert len(frontier.due(0, set(), 2)) == 2


def test_postponed_addresses_and_paused_hosts_wait(frontier):
    frontier.add([Asked("http://a.org/1"), Asked("http://a.org/2"), Asked("http://b.org/1")])
    first, second, other = (frontier.find(f"http://{name}") for name in ("a.org/1", "a.org/2", "b.org/1"))
    frontier.postpone(first.id, 50.0, "timeout")
    assert frontier.due(10, set(), 9) == [second, other]
    frontier.postpone(other.id, 70.0, "http-429", host="b.org")
    frontier.add([Asked("http://b.org/2")])
    assert [row.id for row in frontier.due(60, set(), 9)] == [first.id]
    assert frontier.next_due() == 0.0  # second
    frontier.failed(first.id, "x", "x")
    frontier.failed(second.id, "x", "x")
    assert frontier.next_due() == 70.0


def test_answers_wait_until_they_are_acknowledged(frontier):
    frontier.add([Asked("http://a.org/1"), Asked("http://a.org/2"), Asked("http://a.org/3")])
    ids = [frontier.find(f"http://a.org/{n}").id for n in (1, 2, 3)]
    frontier.fetched(ids[0], ANSWER)
    frontier.failed(ids[1], "http-404", "gone", 404)
    frontier.unchanged(ids[2], 2000.0)
    assert [(row.state, row.status) for row in frontier.awaiting(9)] == [
        ("fetched", 200),
        ("failed", 404),
        ("unchanged", 304),
    ]
    frontier.acknowledge(ids)
    assert frontier.awaiting(9) == [] and frontier.counts() == {"stored": 2, "reported": 1}
    frontier.acknowledge(ids)
    assert frontier.counts() == {"stored": 2, "reported": 1}


def test_known_addresses_come_again_only_when_asked_or_changed(frontier):
    url = "http://a.org/1"
    frontier.add([Asked(url, hint='{"title": "old"}')])
    frontier.fetched(frontier.find(url).id, ANSWER)
    assert frontier.add([Asked(url)], again=True) == 0  # waits to be stored
    frontier.acknowledge([frontier.find(url).id])
    assert frontier.add([Asked(url)]) == frontier.add([Asked(url, changed=999.0)]) == 0
    assert frontier.add([Asked(url, changed=1001.0)]) == 1
    row = frontier.find(url)
    assert (row.state, row.etag, row.hint) == ("queued", '"e"', '{"title": "old"}')
    frontier.fetched(row.id, ANSWER)
    frontier.acknowledge([row.id])
    assert frontier.add([Asked(url, afresh=True)], again=True) == 1
    assert frontier.find(url).etag is None


def test_validators_are_forgotten_when_the_answer_has_another_use(frontier):
    frontier.add([Asked("http://a.org/feed", "sitemap")])
    frontier.fetched(1, ANSWER)
    frontier.acknowledge([1])
    frontier.add([Asked("http://a.org/feed", "page")], again=True)
    assert frontier.find("http://a.org/feed").etag is None


def test_each_command_sees_its_own_kinds(frontier, tmp_path):
    frontier.add([Asked("http://a.org/feed", "feed"), Asked("http://a.org/1", "entry"), Asked("http://a.org/2")])
    polling = Frontier(tmp_path / "fetch.sqlite", POLL)
    assert [row.kind for row in polling.due(0, set(), 9)] == ["feed"]
    assert [row.kind for row in frontier.due(0, set(), 9)] == ["page"]
    for row in (*polling.due(0, set(), 9), *frontier.due(0, set(), 9)):
        frontier.fetched(row.id, ANSWER)
    assert len(polling.awaiting(9)) == len(frontier.awaiting(9)) == 1
    polling.close()


def test_a_refused_address_is_reported_once(frontier):
    for _ in range(2):
        frontier.refuse("http://10.0.0.1/", "private")
    (row,) = frontier.awaiting(9)
    assert row.reason == "refused-address"
    frontier.acknowledge([row.id])
    frontier.refuse("http://10.0.0.1/", "private")
    assert frontier.awaiting(9) == []


def test_changes_together_are_stored_at_once_or_not_at_all(frontier):
    with pytest.raises(RuntimeError), frontier.together():
        frontier.add([Asked("http://a.org/1")])
        raise RuntimeError
    assert frontier.counts() == {}


class Life(RuleBasedStateMachine):
    """Whatever happens, each address is in one state, and nothing queued is ever lost."""

    def __init__(self):
        super().__init__()
        import tempfile
        from pathlib import Path

        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "fetch.sqlite"
        self.frontier = Frontier(self.path, FETCH)
        self.known = set()
        self.now = 0.0

    def teardown(self):
        self.frontier.close()
        self.folder.cleanup()

    @rule(host=st.sampled_from("ab"), number=st.integers(0, 3), again=st.booleans())
    def ask(self, host, number, again):
        url = f"http://{host}.org/{number}"
        before = self.frontier.find(url)
        queued = self.frontier.add([Asked(url)], again=again)
        assert queued == (before is None or (again and before.state in ("stored", "reported")))
        self.known.add(url)

    @precondition(lambda self: self.known)
    @rule(what=st.sampled_from(["fetched", "failed", "unchanged", "postponed"]))
    def answer(self, what):
        for row in self.frontier.due(self.now, set(), 1):
            if what == "fetched":
                self.frontier.fetched(row.id, ANSWER)
            elif what == "failed":
                self.frontier.failed(row.id, "x", "x")
            elif what == "unchanged":
                self.frontier.unchanged(row.id, self.now)
            else:
                self.frontier.postpone(row.id, self.now + 5, "x", host=row.host)

    @rule()
    def take(self):
        rows = self.frontier.awaiting(2)
        self.frontier.acknowledge(row.id for row in rows)

    @rule()
    def killed(self):
        self.frontier.close()
        self.frontier = Frontier(self.path, FETCH)

    @rule(seconds=st.floats(0, 10))
    def wait(self, seconds):
        self.now += seconds

    @invariant()
    def nothing_is_lost(self):
        assert sum(self.frontier.counts().values()) == len(self.known)
        due, hosts = self.frontier.due(self.now, set(), 9), {"a.org", "b.org"}
        assert len({row.host for row in due}) == len(due)
        assert not self.frontier.due(self.now, hosts, 9)
        next_due = self.frontier.next_due()
        assert (next_due is None) == ("queued" not in self.frontier.counts())
        assert bool(due) == (next_due is not None and next_due <= self.now)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)


def test_pages_of_entries_are_asked_for_again_less_and_less_often(tmp_path):
    """After 1, 2, 4 ... hours, for as long as the window is; pages that nobody's feed named are left in peace."""
    frontier, hour, began = Frontier(tmp_path / "f.sqlite", {"entry", "page"}), 3600.0, 1_700_000_000.0
    frontier.add([Asked("https://x.example/a", "entry"), Asked("https://x.example/b", "page")])

    def answered(url, at):
        row = frontier.find(f"https://x.example/{url}")
        frontier.fetched(row.id, replace(ANSWER, fetched_at=at))
        frontier.acknowledge([row.id])

    answered("a", began)
    answered("b", began)
    asked = []
    for quarter in range(4 * 24 * 5):
        now = began + quarter * hour / 4
        if frontier.revisit(now, 4 * 24 * hour):
            (row,) = frontier.due(now, (), 9)
            assert row.url == "https://x.example/a" and row.etag == '"e"'  # conditionally
            asked.append((now - began) / hour)
            if len(asked) % 2:
                answered("a", now)
            else:
                frontier.unchanged(row.id, now)
                frontier.acknowledge([row.id])
    assert asked == [1, 2, 4, 8, 16, 32, 64]
