"""Logging: it says nothing to the rule, but what it raises."""

import logging
from logging import getLogger, info

LOGGER = logging.getLogger(__name__)
logging.basicConfig(level=logging.WARNING, format="%(message)s")


def attempt(function, *args, **keywords):
    try:
        return repr(function(*args, **keywords))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def every(event):
    named = getLogger("a.b")
    out = []
    # Nothing may be written to the oracle's standard error: what is logged is below the level, or raises before.
    for logger in (LOGGER, named, getLogger()):
        logger.setLevel(100)
    for logger in (LOGGER, named, getLogger()):
        for log in (logger.debug, logger.info, logger.warning, logger.error, logger.critical, logger.exception, logger.fatal):
            out.append(attempt(log, "plain"))
            out.append(attempt(log, "one %s", event.get("text")))
            out.append(attempt(log, "wrong %d", "x"))
            out.append(attempt(log, event, exc_info=True))
            out.append(attempt(log, None, extra={"user": 1}, nothing=1))
            out.append(attempt(log))
        out.append(attempt(logger.log, logging.ERROR, "x %s", 1))
        out.append(attempt(logger.log, "ERROR", "x"))
        out.append(attempt(logger.log, 5))
    for log in (logging.debug, logging.info, logging.warning, logging.error, logging.critical, logging.exception, logging.fatal):
        out.append(attempt(log, "wrong %d", "x"))
        out.append(attempt(log, event, exc_info=True))
        out.append(attempt(log))
    out.append(attempt(logging.log, 5))
    out.append(attempt(logging.log, "ERROR", "x"))
    for logger in (LOGGER, named, getLogger()):
        logger.setLevel("WARNING")
    out.append(attempt(logging.error, "x", nothing=1))
    out.append(attempt(logging.info, "x", nothing=1))
    for logger in (LOGGER, named, getLogger()):
        out.append(attempt(logger.error, "x", nothing=1))
        out.append(attempt(logger.error, "x", extra={"message": 1}))
        out.append(attempt(logger.error, "x", extra={"lineno": 1}))
        out.append(attempt(logger.info, "x", nothing=1))
        out.append(attempt(logger.debug, "wrong %d", "x"))
    out += [
        attempt(info, "x"), attempt(getLogger, 5), attempt(getLogger, "a", "b"), getLogger("x") == getLogger("x"), getLogger("x") == getLogger("y"),
        attempt(named.setLevel, "DEBUG"), attempt(named.setLevel, "nothing"), attempt(named.setLevel, 1.5), attempt(named.setLevel, True), attempt(named.setLevel),
        attempt(lambda: named.nothing), type(named).__name__, type(getLogger()).__name__, str(type(named)),
        logging.DEBUG, logging.INFO, logging.WARNING, logging.WARN, logging.ERROR, logging.CRITICAL, logging.FATAL, logging.NOTSET, logging.__name__,
        attempt(logging.getLevelName, 20), attempt(logging.getLevelName, "INFO"), attempt(logging.getLevelName, 15), attempt(logging.getLevelName, "x"), attempt(logging.getLevelName, []),
        attempt(logging.basicConfig, 1), bool(named), 
    ]
    named.setLevel(logging.WARNING)
    return out


def rule(event):
    LOGGER.info("seen %s", event)
    return logging.info("x") is None


def alert_context(event):
    return {"all": every(event)}


if __name__ == "__main__":
    import sys

    print(rule(sys.argv[1]))
