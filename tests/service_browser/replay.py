"""The exchanges that ncalayer-js-client recorded with other programs, played again with ours.

Its own test replays them against itself and ends well whatever happens. Here each recorded *task* is run by the
client in the page against the real service, and its result is judged: a refusal must read exactly as recorded,
a cancelling must be one, and a signature must verify. What this service gives differently, and why, stands below.
"""

import base64
import json

from page_server import LIBRARIES

# The service of the tests has one key, in a file.
STAND_INS = {"AKKaztokenStore": "PKCS12", "!!basicsStorageKAZTOKEN": "!!basicsStoragePKCS12",
             "!!basicsCMSParamsDetached": "!!basicsCMSParamsDetachedNoTSP",
             "!!basicsCMSParamsAttached": {"decode": True, "encapsulate": True, "digested": False}}

# Number of the exchange: (why it is different here, the result).
DIFFERENT = {
    0: ("the version of today", "1.4"),
    2: ("no token is present", []),
    12: ("it says what is wrong with the digest", "NCALayerError: 500: signing.digest_length_wrong"),
    **{number: ("no digest has 70 bytes", "NCALayerError: 500: file.too_large") for number in (13, 14, 15)},
    **{number: ("no authority of time stamps was named", "NCALayerError: 500: network.off") for number in (17, 18, 19, 20)},
    39: ("no digest has three bytes", "NCALayerError: INVALID_SIGNING_PARAMS: Invalid signing parameters. "
                                      "(signing.digest_length_wrong)"),
    40: ("a bare digest is signed for listed sites only",
         "NCALayerError: SIGNING_FAILURE: Signing failure. (signing.hash_needs_origin)"),
}


def load():
    return json.loads((LIBRARIES / "ncalayer-js-client" / "test" / "test-data.json").read_text(encoding="utf-8"))


def task_of(exchange):
    task = json.loads(exchange["task"])
    task["params"] = [STAND_INS.get(one, one) if isinstance(one, str) else one for one in task["params"]]
    return task


def is_cancelling(exchange):
    answer = json.loads(exchange["response"])
    return answer.get("message") == "action.canceled" or (answer.get("status") is True and not answer["body"])


def recorded_error(exchange):
    """The text of the error that the client threw, or None."""
    result = exchange.get("result", "")
    return result if isinstance(result, str) and result.startswith("NCALayerError") else None


def cancelling_of(exchange):
    """How the client tells that the person said no."""
    return ("NCALayerError: 500: action.canceled" if "code" in json.loads(exchange["response"])
            else "NCALayerError: cancelled by user")


def is_attached(task):
    """Of basicsSignCMS."""
    parameters = task["params"][2]
    return parameters == "!!basicsCMSParams" or (isinstance(parameters, dict) and parameters["encapsulate"])


def signed_content(task):
    """What was to be signed, of a task that signs."""
    name, params = task["exec"], task["params"]
    data = params[1]
    if name == "basicsSignCMS" and params[2] == "!!basicsCMSParams":
        decode = str.encode  # the text itself
    else:
        decode = base64.b64decode
    return [decode(one) for one in data] if isinstance(data, list) else decode(data)
