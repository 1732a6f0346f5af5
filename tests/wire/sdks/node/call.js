// Calls the API with the official Node SDK; a list of orders a line, a list of results a line, as python/call.py does.
const readline = require("node:readline");
const sdk = "tencentcloud-sdk-nodejs-intl-en/tencentcloud";
const { Credential, ClientProfile, HttpProfile, CommonClient } = require(`${sdk}/common`);
const { v20180301 } = require(`${sdk}/faceid`);
const { Client, Models } = v20180301;

const REGION = "ap-singapore";

function profileOf(order) {
  return new ClientProfile(order.sign_method, new HttpProfile("http://", order.endpoint, order.verb));
}

function typed(order, key) {
  const client = new Client(key, REGION, profileOf(order));
  const request = new Models[`${order.action}Request`]();
  request.from_json_string(JSON.stringify(order.parameters));
  return new Promise((resolve, reject) =>
    client[order.action](request, (error, response) =>
      error ? reject(error) : resolve(JSON.parse(response.to_json_string())),
    ),
  );
}

async function common(order, key) {
  const client = new CommonClient(order.endpoint, "2018-03-01", key, REGION, profileOf(order));
  return new Promise((resolve, reject) =>
    client.request(order.action, order.parameters, (error, response) => (error ? reject(error) : resolve(response))),
  );
}

async function resultOf(order) {
  const key = new Credential(order.secret_id, order.secret_key, order.token);
  try {
    return { ok: await (order.style === "typed" ? typed : common)(order, key) };
  } catch (error) {
    return { error: { code: error.code, message: error.message, id: error.requestId, trace: error.traceId } };
  }
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const results = [];
    for (const order of JSON.parse(line)) results.push(await resultOf(order));
    process.stdout.write(JSON.stringify(results) + "\n");
  }
}

main();
