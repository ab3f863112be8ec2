"""deboiler over sites: JSON lines {site, html: [pages]} in, {texts, seconds} a line out.

Runs in the peers' environment (`make bench-setup`).
"""

from __future__ import annotations

import json
import logging
import sys
import time

from deboiler import Deboiler
from deboiler.dataset import ListDataset


def cleaned(pages: list[str], site: str) -> list[str]:
    urls = [f"https://{site}/{number:06}" for number in range(len(pages))]
    records = [
        {"url": url, "content": page, "status": 200, "content_type": "text/html"}
        for url, page in zip(urls, pages, strict=True)
    ]
    dataset = ListDataset(records, verbose=False)
    deboiler = Deboiler(n_processes=1, operation_mode="performance", domain=site, verbose=False)
    deboiler.fit(dataset)
    texts = {page.url: page.cleaned_text for page in deboiler.transform(dataset)}
    return [texts.get(url) or "" for url in urls]


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    for line in sys.stdin:
        one = json.loads(line)
        start = time.process_time()
        texts = cleaned(one["html"], one["site"])
        print(json.dumps({"texts": texts, "seconds": time.process_time() - start}))
