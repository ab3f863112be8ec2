"""What a feed or a server says does not steer the terminal, whichever command repeats it."""

from __future__ import annotations

import json

import pytest

from archiver.cli import main

SLY = "\x1b[31mTarn\x1b[0m \x9b2J[/b] :smile:"
TEXT = " ".join(f"The council of Tarn discussed point {n} of the harbour plan at length." for n in range(20))


@pytest.fixture
def archiver(tmp_path, capsys):
    """Runs a command in this process; gives its exit code and all that it printed."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["-a", str(tmp_path / "archive"), *arguments])
        out, err = capsys.readouterr()
        return ended.value.code, out + err

    return run


def test_a_sly_feed_steers_no_terminal(site, archiver):
    link = site.base + "/\x1b[2Jstory"
    entry = {"id": f"1 {SLY}", "url": link, "title": SLY, "content_text": f"{SLY} {TEXT}", "authors": [{"name": SLY}]}
    gone = {"id": "2", "url": site.base + "/gone", "title": SLY}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": SLY, "items": [entry, gone]}
    site.routes["/feed"] = site.Answer(json.dumps(feed).encode(), type="application/feed+json")
    site.routes["/away"] = site.Answer(status=302, headers={"Location": "/%1b[2J\x1b[31m\x9b2J"})
    polite = ["--allow-private", "--delay", "0"]
    told = [archiver("follow", site.base + "/feed", *polite), polled := archiver("poll", *polite)]
    told += [archiver("fetch", site.base + path, *polite) for path in ("/away", "/\x1b[2J")]
    told += [archiver(*words) for words in (["feeds"], ["feeds", "--opml"], ["search", "harbour"], ["show"])]
    told += [archiver("--json", *words) for words in (["feeds"], ["search", "harbour"], ["quarantine"])]
    told += [archiver(*words) for words in (["quarantine"], ["runs"], ["feeds", "--unfollow", SLY], ["follow", SLY])]
    assert polled[0] == 1 and "1 stored" in polled[1], polled
    output = "".join(printed for _, printed in told)
    assert not {"\x1b", "\x9b"} & set(output)
    # It is all there, to be seen: as a picture of each character, and as JSON escapes.
    assert "␛[31mTarn␛[0m �2J[/b] :smile:" in output
    assert "\\u001b[31mTarn\\u001b[0m \\u009b2J[/b] :smile:" in output
