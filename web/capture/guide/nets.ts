// The two nets on the WebAssembly backend: BlazeFace finds faces, FaceMesh lays 468 points on one. Loaded lazily.
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import { addConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add';
import { depthwiseConv2dNativeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/DepthwiseConv2dNative';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPool';
import { padV2Config } from '@tensorflow/tfjs-backend-wasm/dist/kernels/PadV2';
import { preluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Prelu';
import { reluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import { sigmoidConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sigmoid';
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import { dispose, env, type io, registerKernel, setBackend, type Tensor, tensor4d } from '@tensorflow/tfjs-core';
import wasm from '../../node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import blazefaceModel from '../../node_modules/.guide/blazeface.model.json?url';
import blazefaceWeights from '../../node_modules/.guide/blazeface.bin?url';
import facemeshModel from '../../node_modules/.guide/facemesh.model.json?url';
import facemeshWeights from '../../node_modules/.guide/facemesh.bin?url';
import { type Detection, decodeDetections } from './detections';
import { DETECTOR_SIZE, MESH_SIZE, type Nets } from './net-sizes';

/** Resolves when both nets have run once; rejects where WebAssembly SIMD is refused or a file does not come. */
export async function loadNets(): Promise<Nets> {
  const kernels = [
    addConfig,
    depthwiseConv2dNativeConfig,
    fusedConv2DConfig,
    identityConfig,
    maxPoolConfig,
    padV2Config,
    preluConfig,
    reluConfig,
    reshapeConfig,
    sigmoidConfig,
  ];
  for (const kernel of kernels) registerKernel(kernel);
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': wasm,
    'tfjs-backend-wasm-simd.wasm': wasm,
    'tfjs-backend-wasm-threaded-simd.wasm': wasm,
  });
  if (!(await setBackend('wasm'))) throw new Error('WebAssembly is not available');
  const [detector, mesh] = await Promise.all([
    loadNet(blazefaceModel, blazefaceWeights),
    loadNet(facemeshModel, facemeshWeights),
  ]);
  const nets: Nets = {
    detect: (pixels) => detect(detector, pixels),
    mesh: (pixels) => layMesh(mesh, pixels),
  };
  nets.detect(new ImageData(DETECTOR_SIZE, DETECTOR_SIZE));
  nets.mesh(new ImageData(MESH_SIZE, MESH_SIZE));
  return nets;
}

async function loadNet(model: string, weights: string): Promise<GraphModel> {
  const [description, bytes] = await Promise.all([fetched(model), fetched(weights)]);
  const artifacts = (await description.json()) as io.ModelArtifacts;
  const weightData = await bytes.arrayBuffer();
  return loadGraphModel({ load: () => Promise.resolve({ ...artifacts, weightData }) });
}

async function fetched(place: string): Promise<Response> {
  const answer = await fetch(place, { credentials: 'omit' });
  if (!answer.ok) throw new Error(`${answer.status} for a guide file`);
  return answer;
}

/** Pixels as the net wants them: red, green, blue, each `scale * value + shift`. */
function toInput(pixels: ImageData, scale: number, shift: number): Tensor {
  const { data, width, height } = pixels;
  const values = new Float32Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    values[to++] = (data[from] ?? 0) * scale + shift;
    values[to++] = (data[from + 1] ?? 0) * scale + shift;
    values[to++] = (data[from + 2] ?? 0) * scale + shift;
  }
  return tensor4d(values, [1, height, width, 3]);
}

function detect(model: GraphModel, pixels: ImageData): Detection[] {
  const outputs = run(model, toInput(pixels, 1 / 127.5, -1)).sort((a, b) => a.length - b.length);
  const [fewScores, manyScores, fewBoxes, manyBoxes] = outputs;
  if (!fewScores || !manyScores || !fewBoxes || !manyBoxes) throw new Error('the detector has other outputs');
  return decodeDetections([manyScores, fewScores], [manyBoxes, fewBoxes]);
}

function layMesh(model: GraphModel, pixels: ImageData): { points: Float32Array; score: number } {
  const outputs = run(model, toInput(pixels, 1 / 255, 0));
  const score = outputs.find((each) => each.length === 1)?.[0] ?? 0;
  const points = outputs.find((each) => each.length === 1404);
  if (!points) throw new Error('the mesh has other outputs');
  return { points, score };
}

/** Every output as plain numbers; the backend's memory is given back. */
function run(model: GraphModel, input: Tensor): Float32Array[] {
  const outputs = model.execute(input) as Tensor[];
  const numbers = outputs.map((each) => (each.dataSync() as Float32Array).slice());
  dispose([input, ...outputs]);
  return numbers;
}
