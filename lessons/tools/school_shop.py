#!/usr/bin/env python3
"""The class shop: a payment with play coins, done once for each key however often it is tried. Needs nothing but Python.

One line of JSON on standard input: {"tool": "school_shop_buy", "arguments": {"item": "pencil"}, "key": "call-1"};
as "school_shop" it lists what there is.
The key names the purchase: the same key again, also after a crash in the middle, gives the same receipt and costs nothing.
"""
import json
import os
import sqlite3
import sys

PRICES = {"eraser": 3, "notebook": 12, "pencil": 4, "ruler": 6, "stickers": 8}
SPOKEN = {
    "eraser": "an eraser",
    "notebook": "a notebook",
    "pencil": "a pencil",
    "ruler": "a ruler",
    "stickers": "a sheet of stickers",
}
PURSE = 100  # coins of the class at the beginning


def connect():
    state = os.environ.get("TUTOR_STATE")
    if not state:
        sys.exit("the shop needs `state: shop` in its file")
    database = sqlite3.connect(os.path.join(state, "shop.sqlite"), isolation_level=None, timeout=3)
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE IF NOT EXISTS bought (key TEXT PRIMARY KEY, item TEXT NOT NULL, price INTEGER NOT NULL)")
    return database


def left(database):
    return PURSE - database.execute("SELECT coalesce(sum(price), 0) FROM bought").fetchone()[0]


def coins(number):
    return f"{number} coin" + ("" if number == 1 else "s")


def buy(database, item, key):
    if not key:
        sys.exit("a purchase needs a key, so that it is not made twice")
    # From here on nobody else buys; what is not committed has not happened.
    database.execute("BEGIN IMMEDIATE")
    before = database.execute("SELECT item, price FROM bought WHERE key = ?", (key,)).fetchone()
    if before is None:
        price = PRICES[item]
        if price > left(database):
            sys.exit(f"{SPOKEN[item]} costs {coins(price)}, and the purse has {coins(left(database))}")
        database.execute("INSERT INTO bought VALUES (?, ?, ?)", (key, item, price))
    else:
        item, price = before
    rest = left(database)
    database.execute("COMMIT")
    return {
        "item": item,
        "price": price,
        "left": rest,
        "sentence": f"You have bought {SPOKEN[item]} for {coins(price)}. The purse has {coins(rest)} left.",
    }


def main():
    request = json.loads(sys.stdin.readline())
    item = request["arguments"].get("item")
    database = connect()
    if request["tool"] == "school_shop":
        goods = ", ".join(f"{SPOKEN[item]} for {price}" for item, price in PRICES.items())
        answer = {"prices": PRICES, "left": left(database), "sentence": f"The shop has {goods}. The purse has {coins(left(database))} left."}
    elif item in PRICES:
        answer = buy(database, item, request.get("key"))
    else:
        sys.exit(f"there is no such thing in the shop: it has {', '.join(PRICES)}")
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
