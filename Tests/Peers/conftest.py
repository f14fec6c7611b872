import asyncio
import inspect

import pytest

import served


@pytest.fixture(scope="session")
def server():
    """One server for all tests, as it would be in a classroom."""
    with served.Server() as running:
        yield running
        assert running.process.poll() is None, "tutord serve ended while it was served"


def pytest_pyfunc_call(pyfuncitem):
    """Runs a coroutine as a test, which no test lasts longer than a minute."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    asyncio.run(asyncio.wait_for(pyfuncitem.obj(**arguments), 60))
    return True


def pytest_collection_modifyitems(items):
    """What looks back at the whole run comes last."""
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


def pytest_configure(config):
    config.addinivalue_line("markers", "last: runs after all others")
