"""Crawl reading: pages of a crawl → slim articles (body, title, date, outlet), many a second."""
