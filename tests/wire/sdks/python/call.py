"""Calls the API with the official Python SDK of its environment: a list of orders a line, a list of results a line.

An order is {"endpoint", "secret_id", "secret_key", "token", "sign_method", "verb", "unsigned", "style", "action",
"parameters"}; style is typed, common, async or async-common.
"""

import asyncio
import json
import sys

from tencentcloud.common import credential
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.faceid.v20180301 import faceid_client, models

REGION = "ap-singapore"
VERSION = "2018-03-01"


def main():
    for line in sys.stdin:
        sys.stdout.write(json.dumps([result_of(order) for order in json.loads(line)]) + "\n")
        sys.stdout.flush()


def result_of(order):
    key = credential.Credential(order["secret_id"], order["secret_key"], order["token"])
    http_profile = HttpProfile(protocol="http", endpoint=order["endpoint"], reqMethod=order["verb"])
    profile = ClientProfile(signMethod=order["sign_method"], httpProfile=http_profile)
    profile.unsignedPayload = order["unsigned"]
    try:
        return STYLES[order["style"]](key, profile, order["action"], order["parameters"])
    except TencentCloudSDKException as error:
        return {"error": {"code": error.get_code(), "message": error.get_message(), "id": error.get_request_id()}}


def typed(key, profile, action, parameters):
    client = faceid_client.FaceidClient(key, REGION, profile)
    return {"ok": json.loads(getattr(client, action)(request_of(action, parameters)).to_json_string())}


def common(key, profile, action, parameters):
    client = CommonClient("faceid", VERSION, key, REGION, profile)
    return {"ok": client.call_json(action, parameters)["Response"]}


def typed_async(key, profile, action, parameters):
    from tencentcloud.faceid.v20180301.faceid_client_async import FaceidClient  # noqa: PLC0415 - not in old SDKs

    async def call():
        async with FaceidClient(key, REGION, profile) as client:
            return await getattr(client, action)(request_of(action, parameters))

    return {"ok": json.loads(asyncio.run(call()).to_json_string())}


def common_async(key, profile, action, parameters):
    from tencentcloud.common.common_client_async import CommonClient as Client  # noqa: PLC0415 - not in old SDKs

    async def call():
        async with Client("faceid", VERSION, key, REGION, profile) as client:
            return await client.call_and_deserialize(action, parameters)

    return {"ok": asyncio.run(call())["Response"]}


def request_of(action, parameters):
    request = getattr(models, f"{action}Request")()
    request.from_json_string(json.dumps(parameters))
    return request


STYLES = {"typed": typed, "common": common, "async": typed_async, "async-common": common_async}

if __name__ == "__main__":
    main()
