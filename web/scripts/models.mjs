// Makes the guide's weights small: BlazeFace to float16, FaceMesh to uint8. (BlazeFace finds no face in uint8.)
// From the pinned npm package to node_modules/.guide, whence Vite takes them with hashed names.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const modules = new URL('../node_modules/', import.meta.url);
const source = new URL('@vladmandic/human/models/', modules);
const target = new URL('.guide/', modules);

/** The bits of a float32 as float16, rounded to nearest; weights this small in range never overflow. */
function toHalf(value) {
  const bits = new Uint32Array(new Float32Array([value]).buffer)[0];
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  if (exponent >= 31) throw new Error(`${value} does not fit float16`);
  if (exponent <= 0) {
    if (exponent < -10) return sign;
    const mantissa = (bits & 0x7fffff) | 0x800000;
    return sign | ((mantissa + (1 << (13 - exponent))) >>> (14 - exponent));
  }
  return sign + ((exponent << 10) | 0) + (((bits & 0x7fffff) + 0x1000) >>> 13);
}

function fromHalf(half) {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  return exponent ? sign * 2 ** (exponent - 15) * (1 + mantissa / 1024) : sign * 2 ** -14 * (mantissa / 1024);
}

/** The values of one weight of the source model, and how many bytes they take there. */
function readWeight(weight, buffer, offset) {
  const length = weight.shape.reduce((a, b) => a * b, 1);
  const width = weight.quantization?.dtype === 'float16' ? 2 : 4;
  const view = new DataView(buffer.buffer, buffer.byteOffset + offset, length * width);
  const values = Array.from({ length }, (_, i) => {
    if (width === 2) return fromHalf(view.getUint16(i * 2, true));
    return weight.dtype === 'int32' ? view.getInt32(i * 4, true) : view.getFloat32(i * 4, true);
  });
  return { values, bytes: length * width };
}

const quantisers = {
  float16: (values) => ({
    quantization: { dtype: 'float16', original_dtype: 'float32' },
    bytes: Buffer.from(Uint16Array.from(values, toHalf).buffer),
  }),
  uint8: (values) => {
    const min = Math.min(0, values.reduce((a, b) => Math.min(a, b)));
    const max = Math.max(0, values.reduce((a, b) => Math.max(a, b)));
    const scale = (max - min) / 255 || 1;
    const zero = Math.round(-min / scale);
    return {
      quantization: { dtype: 'uint8', original_dtype: 'float32', scale, min: -zero * scale },
      bytes: Buffer.from(Uint8Array.from(values, (v) => Math.max(0, Math.min(255, Math.round(v / scale) + zero)))),
    };
  },
};

function requantise(name, dtype) {
  const model = JSON.parse(readFileSync(new URL(`${name}.json`, source), 'utf8'));
  const buffer = readFileSync(new URL(`${name}.bin`, source));
  const parts = [];
  let offset = 0;
  for (const weight of model.weightsManifest.flatMap((group) => group.weights)) {
    const { values, bytes } = readWeight(weight, buffer, offset);
    offset += bytes;
    if (weight.dtype === 'int32') {
      parts.push(Buffer.from(Int32Array.from(values).buffer));
      continue;
    }
    const small = quantisers[dtype](values);
    weight.quantization = small.quantization;
    parts.push(small.bytes);
  }
  if (offset !== buffer.length) throw new Error(`${name}: read ${offset} of ${buffer.length} bytes`);
  const specs = model.weightsManifest.flatMap((group) => group.weights);
  const topology = { format: model.format, modelTopology: model.modelTopology, signature: model.signature };
  writeFileSync(new URL(`${name}.bin`, target), Buffer.concat(parts));
  writeFileSync(new URL(`${name}.model.json`, target), JSON.stringify({ ...topology, weightSpecs: specs }));
}

mkdirSync(fileURLToPath(target), { recursive: true });
requantise('blazeface', 'float16');
requantise('facemesh', 'uint8');
