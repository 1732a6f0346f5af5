"""Requests that official SDKs sent to a stand-in server with a key made up for it, so that every machine can test
signatures. Python 3.1.193 and Node 3.0.1335; headers that no signature covers are left out.
"""
# ruff: noqa: E501 - recorded bytes stay as they were sent

SECRET_ID = "AKIDmadeUpForTestsOnly00000000000001"
SECRET_KEY = "madeUpSecretKeyForTestsOnly0001"
TOKEN = "madeUpToken+/=1"

REQUESTS = {
    "python TC3-HMAC-SHA256 POST": (
        b"POST / HTTP/1.1\r\n"
        b"X-TC-TraceId: a7fec716-e663-478f-b95e-6051b9c6b780\r\n"
        b"Content-Type: application/json\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"X-TC-Action: ApplyWebVerificationBizTokenIntl\r\n"
        b"X-TC-RequestClient: SDK_PYTHON_3.1.193\r\n"
        b"X-TC-Timestamp: 1795183648\r\n"
        b"X-TC-Version: 2018-03-01\r\n"
        b"X-TC-Region: ap-singapore\r\n"
        b"X-TC-Language: en-US\r\n"
        b"Authorization: TC3-HMAC-SHA256 Credential=AKIDmadeUpForTestsOnly00000000000001/2026-11-20/faceid/tc3_request, SignedHeaders=content-type;host, Signature=168d338466d6ac830bdc6cc670e6fe17870c32bd979a090c36f4aaeedb7bb364\r\n"
        b"Content-Length: 131\r\n"
        b'\r\n{"RedirectURL": "https://shop.example/back?a=1&b=\\u00e9 \\u4e2d+~*", "Extra": "x_y z", "Config": {"AutoSkip": true, "CheckMode": 3}}'
    ),
    "python TC3-HMAC-SHA256 GET": (
        b"GET /?RedirectURL=https%3A%2F%2Fshop.example%2Fback%3Fa%3D1%26b%3D%C3%A9+%E4%B8%AD%2B~%2A&Extra=x_y+z&Config.AutoSkip=True&Config.CheckMode=3 HTTP/1.1\r\n"
        b"X-TC-TraceId: 7d48ba53-bb38-448a-84b2-847c111aad64\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"X-TC-Action: ApplyWebVerificationBizTokenIntl\r\n"
        b"X-TC-RequestClient: SDK_PYTHON_3.1.193\r\n"
        b"X-TC-Timestamp: 1795183648\r\n"
        b"X-TC-Version: 2018-03-01\r\n"
        b"X-TC-Region: ap-singapore\r\n"
        b"X-TC-Language: en-US\r\n"
        b"Authorization: TC3-HMAC-SHA256 Credential=AKIDmadeUpForTestsOnly00000000000001/2026-11-20/faceid/tc3_request, SignedHeaders=content-type;host, Signature=a8e74eaf6523869dc20135f27569032b5a99d96d241f66bb805407e9f6413915\r\n"
        b"\r\n"
    ),
    "python HmacSHA1 POST": (
        b"POST / HTTP/1.1\r\n"
        b"X-TC-TraceId: 0583ff12-0652-46e6-a16d-cec5f3b10750\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"Content-Length: 421\r\n"
        b"\r\nRedirectURL=https%3A%2F%2Fshop.example%2Fback%3Fa%3D1%26b%3D%C3%A9+%E4%B8%AD%2B~%2A&Extra=x_y+z&Config.AutoSkip=True&Config.CheckMode=3&Action=ApplyWebVerificationBizTokenIntl&RequestClient=SDK_PYTHON_3.1.193&Nonce=2441325510048508535&Timestamp=1795183648&Version=2018-03-01&Region=ap-singapore&SecretId=AKIDmadeUpForTestsOnly00000000000001&SignatureMethod=HmacSHA1&Language=en-US&Signature=IE4UeuAtJtpG8p9ZYAfqnC8fzzM%3D"
    ),
    "python HmacSHA1 GET": (
        b"GET /?RedirectURL=https%3A%2F%2Fshop.example%2Fback%3Fa%3D1%26b%3D%C3%A9+%E4%B8%AD%2B~%2A&Extra=x_y+z&Config.AutoSkip=True&Config.CheckMode=3&Action=ApplyWebVerificationBizTokenIntl&RequestClient=SDK_PYTHON_3.1.193&Nonce=582663113685057760&Timestamp=1795183648&Version=2018-03-01&Region=ap-singapore&SecretId=AKIDmadeUpForTestsOnly00000000000001&SignatureMethod=HmacSHA1&Language=en-US&Signature=Ldfg1B%2F5WCeS9tf1g0zasad5J8M%3D HTTP/1.1\r\n"
        b"X-TC-TraceId: c9b5472d-d7ad-4c59-b7e0-b2e059fbf4d0\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"\r\n"
    ),
    "python HmacSHA256 POST": (
        b"POST / HTTP/1.1\r\n"
        b"X-TC-TraceId: 34a7dba8-a994-4770-9ba2-27154944b1d8\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"Content-Length: 439\r\n"
        b"\r\nRedirectURL=https%3A%2F%2Fshop.example%2Fback%3Fa%3D1%26b%3D%C3%A9+%E4%B8%AD%2B~%2A&Extra=x_y+z&Config.AutoSkip=True&Config.CheckMode=3&Action=ApplyWebVerificationBizTokenIntl&RequestClient=SDK_PYTHON_3.1.193&Nonce=5123574313767590048&Timestamp=1795183648&Version=2018-03-01&Region=ap-singapore&SecretId=AKIDmadeUpForTestsOnly00000000000001&SignatureMethod=HmacSHA256&Language=en-US&Signature=IFUNuvxSUTX6VllBYWdGJYWtGJbAlEqMRRpl2Jxq1L0%3D"
    ),
    "python HmacSHA256 GET": (
        b"GET /?RedirectURL=https%3A%2F%2Fshop.example%2Fback%3Fa%3D1%26b%3D%C3%A9+%E4%B8%AD%2B~%2A&Extra=x_y+z&Config.AutoSkip=True&Config.CheckMode=3&Action=ApplyWebVerificationBizTokenIntl&RequestClient=SDK_PYTHON_3.1.193&Nonce=228181324297611226&Timestamp=1795183648&Version=2018-03-01&Region=ap-singapore&SecretId=AKIDmadeUpForTestsOnly00000000000001&SignatureMethod=HmacSHA256&Language=en-US&Signature=ZqSDpF0EvXUgdsTU8FiVv6bkoSGnhxcPfXKWMLotu0Y%3D HTTP/1.1\r\n"
        b"X-TC-TraceId: 450bc04f-5c21-47ae-bff8-cd51eb8145a2\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"\r\n"
    ),
    "python TC3 unsigned payload": (
        b"POST / HTTP/1.1\r\n"
        b"X-TC-TraceId: 16a7c7bc-c93a-46e3-8fd8-64b659bac254\r\n"
        b"Content-Type: application/json\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"X-TC-Action: ApplyWebVerificationBizTokenIntl\r\n"
        b"X-TC-RequestClient: SDK_PYTHON_3.1.193\r\n"
        b"X-TC-Timestamp: 1795183648\r\n"
        b"X-TC-Version: 2018-03-01\r\n"
        b"X-TC-Content-SHA256: UNSIGNED-PAYLOAD\r\n"
        b"X-TC-Region: ap-singapore\r\n"
        b"X-TC-Language: en-US\r\n"
        b"Authorization: TC3-HMAC-SHA256 Credential=AKIDmadeUpForTestsOnly00000000000001/2026-11-20/faceid/tc3_request, SignedHeaders=content-type;host, Signature=34f2af4dbb3433e17467e62cfd8886fa94a3f377a59c59025e838b96f33bc9e5\r\n"
        b"Content-Length: 131\r\n"
        b'\r\n{"RedirectURL": "https://shop.example/back?a=1&b=\\u00e9 \\u4e2d+~*", "Extra": "x_y z", "Config": {"AutoSkip": true, "CheckMode": 3}}'
    ),
    "python TC3 temporary key": (
        b"POST / HTTP/1.1\r\n"
        b"X-TC-TraceId: 9bc0ed52-ebca-41c2-99a6-b93ba65a34e0\r\n"
        b"Content-Type: application/json\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"X-TC-Action: ApplyWebVerificationBizTokenIntl\r\n"
        b"X-TC-RequestClient: SDK_PYTHON_3.1.193\r\n"
        b"X-TC-Timestamp: 1795183648\r\n"
        b"X-TC-Version: 2018-03-01\r\n"
        b"X-TC-Region: ap-singapore\r\n"
        b"X-TC-Token: madeUpToken+/=1\r\n"
        b"X-TC-Language: en-US\r\n"
        b"Authorization: TC3-HMAC-SHA256 Credential=AKIDmadeUpForTestsOnly00000000000001/2026-11-20/faceid/tc3_request, SignedHeaders=content-type;host, Signature=168d338466d6ac830bdc6cc670e6fe17870c32bd979a090c36f4aaeedb7bb364\r\n"
        b"Content-Length: 131\r\n"
        b'\r\n{"RedirectURL": "https://shop.example/back?a=1&b=\\u00e9 \\u4e2d+~*", "Extra": "x_y z", "Config": {"AutoSkip": true, "CheckMode": 3}}'
    ),
    "python HmacSHA256 temporary key": (
        b"POST / HTTP/1.1\r\n"
        b"X-TC-TraceId: c12c5ab0-e996-41cb-91cd-78b463af7ce2\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"Content-Length: 471\r\n"
        b"\r\nRedirectURL=https%3A%2F%2Fshop.example%2Fback%3Fa%3D1%26b%3D%C3%A9+%E4%B8%AD%2B~%2A&Extra=x_y+z&Config.AutoSkip=True&Config.CheckMode=3&Action=ApplyWebVerificationBizTokenIntl&RequestClient=SDK_PYTHON_3.1.193&Nonce=6787926911674480772&Timestamp=1795183648&Version=2018-03-01&Region=ap-singapore&Token=madeUpToken%2B%2F%3D1&SecretId=AKIDmadeUpForTestsOnly00000000000001&SignatureMethod=HmacSHA256&Language=en-US&Signature=iyRpwjSjXaStWGo%2BjLIJpMub6iR3GMD61w8JT%2FrP4JI%3D"
    ),
    "python TC3 endpoint with scheme": (
        b"POST / HTTP/1.1\r\n"
        b"X-TC-TraceId: be026766-d6eb-49af-9510-1a4188acfa95\r\n"
        b"Content-Type: application/json\r\n"
        b"Host: http://127.0.0.1:19177\r\n"
        b"X-TC-Action: ApplyWebVerificationBizTokenIntl\r\n"
        b"X-TC-RequestClient: SDK_PYTHON_3.1.193\r\n"
        b"X-TC-Timestamp: 1795183648\r\n"
        b"X-TC-Version: 2018-03-01\r\n"
        b"X-TC-Region: ap-singapore\r\n"
        b"X-TC-Language: en-US\r\n"
        b"Authorization: TC3-HMAC-SHA256 Credential=AKIDmadeUpForTestsOnly00000000000001/2026-11-20/faceid/tc3_request, SignedHeaders=content-type;host, Signature=9b75cfe95f1b1f0532b2ab02a0a3f28fcb2bc6b31fe05b1ca55454b49b124756\r\n"
        b"Content-Length: 131\r\n"
        b'\r\n{"RedirectURL": "https://shop.example/back?a=1&b=\\u00e9 \\u4e2d+~*", "Extra": "x_y z", "Config": {"AutoSkip": true, "CheckMode": 3}}'
    ),
    "node TC3-HMAC-SHA256 POST": (
        b"POST / HTTP/1.1\r\n"
        b"X-TC-TraceId: dbbef254-f137-4e41-a04b-dc10b9dd2256\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"X-TC-Action: GetFaceIdTokenIntl\r\n"
        b"X-TC-Region: ap-singapore\r\n"
        b"X-TC-Timestamp: 1795183648\r\n"
        b"X-TC-Version: 2018-03-01\r\n"
        b"X-TC-RequestClient: SDK_NODEJS_INTL_EN3.0.1335\r\n"
        b"Content-Type: application/json\r\n"
        b"Authorization: TC3-HMAC-SHA256 Credential=AKIDmadeUpForTestsOnly00000000000001/2026-11-20/127/tc3_request, SignedHeaders=content-type;host, Signature=3d0159b2ecd1a9979f728f71b296f0f93564803ef8d73a6b6edf4e87d046d46b\r\n"
        b"Content-Length: 44\r\n"
        b'\r\n{"CheckMode":"liveness","Extra":"\xc3\xa9 \xe4\xb8\xad+~*"}'
    ),
    "node TC3-HMAC-SHA256 GET": (
        b"GET /?CheckMode=liveness&Extra=%C3%A9%20%E4%B8%AD%2B~* HTTP/1.1\r\n"
        b"X-TC-TraceId: 9f0c35ab-28af-4104-86b6-5777c836dbbb\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"X-TC-Action: GetFaceIdTokenIntl\r\n"
        b"X-TC-Region: ap-singapore\r\n"
        b"X-TC-Timestamp: 1795183648\r\n"
        b"X-TC-Version: 2018-03-01\r\n"
        b"X-TC-RequestClient: SDK_NODEJS_INTL_EN3.0.1335\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Authorization: TC3-HMAC-SHA256 Credential=AKIDmadeUpForTestsOnly00000000000001/2026-11-20/127/tc3_request, SignedHeaders=content-type;host, Signature=15c2a8a4de46c7a893124ab2e94cce3975914e4505cb748dbce7a8caaa440464\r\n"
        b"\r\n"
    ),
    "node HmacSHA256 POST": (
        b"POST / HTTP/1.1\r\n"
        b"X-TC-TraceId: d6443d55-c75d-40c5-b954-86e8bdfe36cb\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 334\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"\r\nCheckMode=liveness&Extra=%C3%A9%20%E4%B8%AD%2B~*&Action=GetFaceIdTokenIntl&RequestClient=SDK_NODEJS_INTL_EN3.0.1335&Nonce=65437&Timestamp=1795183649&Version=2018-03-01&Language=en-US&SecretId=AKIDmadeUpForTestsOnly00000000000001&Region=ap-singapore&SignatureMethod=HmacSHA256&Signature=q9FXmbaX2Z1%2B68nxSZxj8AJKYkfV6X0733WL7Y2duXc%3D"
    ),
    "node HmacSHA256 GET": (
        b"GET /?CheckMode=liveness&Extra=%C3%A9%20%E4%B8%AD%2B~*&Action=GetFaceIdTokenIntl&RequestClient=SDK_NODEJS_INTL_EN3.0.1335&Nonce=37373&Timestamp=1795183649&Version=2018-03-01&Language=en-US&SecretId=AKIDmadeUpForTestsOnly00000000000001&Region=ap-singapore&SignatureMethod=HmacSHA256&Signature=dOGZoGyeQqlX6ENukvssWV1rfYWmebfNAkc7wlHR1Ew%3D HTTP/1.1\r\n"
        b"X-TC-TraceId: 917244e6-464b-470c-b492-3b3397b56b7a\r\n"
        b"Host: 127.0.0.1:19177\r\n"
        b"\r\n"
    ),
}
