"""Scrapy over the same loopback pages as the crawl: fetched and hashed, nothing kept. Arguments: HOSTS PAGES PORT."""

import hashlib
import sys
import time

import scrapy
from scrapy.crawler import CrawlerProcess

HOSTS, PAGES, PORT = (int(argument) for argument in sys.argv[1:4])


class Reports(scrapy.Spider):
    name = "reports"
    fetched = 0
    custom_settings = {
        "CONCURRENT_REQUESTS": 64,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "LOG_LEVEL": "ERROR",
        "ROBOTSTXT_OBEY": False,
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": False,
    }

    def start_requests(self):
        for page in range(PAGES):
            for host in range(HOSTS):
                yield scrapy.Request(f"http://127.0.1.{host + 1}:{PORT}/h{host + 1}/t20240119_{page}.html")

    def parse(self, response):
        Reports.fetched += 1
        hashlib.sha256(response.body).digest()


started = time.time()
process = CrawlerProcess()
process.crawl(Reports)
process.start()
print(Reports.fetched, time.time() - started)
