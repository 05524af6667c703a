import { describe, expect, test } from "vitest";
import {
  afterProbe,
  CALM_GATEWAY,
  type GatewayState,
  isGatewayOpen,
  noteTrouble,
  waitMs,
} from "../../../lib/messages/gateway-breaker";

const NOW = 1_000_000;

function troubled(times: number, everyMs: number): GatewayState[] {
  const states: GatewayState[] = [];
  let state = CALM_GATEWAY;
  for (let index = 0; index < times; index += 1) {
    state = noteTrouble(state, NOW + index * everyMs).state;
    states.push(state);
  }
  return states;
}

describe("trouble with the gateway", () => {
  test("asks the gateway once after five failures within 30 seconds, and stops nothing by itself", () => {
    let state = CALM_GATEWAY;
    const asked: boolean[] = [];
    for (let index = 0; index < 8; index += 1) {
      const step = noteTrouble(state, NOW + index * 1_000);
      state = step.state;
      asked.push(step.ask);
    }
    expect(asked).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
    expect(isGatewayOpen(state, NOW + 8_000)).toBe(false);
  });

  test("that is spread over time is forgotten", () => {
    const states = troubled(20, 31_000);
    expect(states.map(({ failures }) => failures)).toEqual(
      Array.from({ length: 20 }, () => 1),
    );
  });

  test("is not counted while sends wait", () => {
    const { state } = afterProbe(CALM_GATEWAY, false, NOW);
    expect(noteTrouble(state, NOW + 1)).toEqual({ state, ask: false });
  });
});

describe("asking the gateway", () => {
  test("closes the breaker at the first answer", () => {
    const open = afterProbe(CALM_GATEWAY, false, NOW).state;
    expect(afterProbe(open, true, NOW)).toEqual({
      state: CALM_GATEWAY,
      askAfterMs: null,
    });
  });

  test("goes on with pauses that double up to a minute, and stays open between", () => {
    let state = troubled(5, 100).at(-1) ?? CALM_GATEWAY;
    let now = NOW;
    const pauses: (number | null)[] = [];
    for (let index = 0; index < 6; index += 1) {
      const step = afterProbe(state, false, now);
      state = step.state;
      pauses.push(step.askAfterMs);
      now += step.askAfterMs ?? 0;
      expect(isGatewayOpen(state, now)).toBe(true);
    }
    expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  test("that never reports lets sends try for themselves again", () => {
    const { state, askAfterMs } = afterProbe(CALM_GATEWAY, false, NOW);
    expect(isGatewayOpen(state, NOW + (askAfterMs ?? 0) + 10_000)).toBe(false);
  });
});

test("what waits comes back after the next probe, spread over three seconds", () => {
  const { state, askAfterMs } = afterProbe(CALM_GATEWAY, false, NOW);
  const openUntil = state.openUntil ?? 0;
  expect(waitMs(openUntil, NOW, 0)).toBe(askAfterMs);
  expect(waitMs(openUntil, NOW, 0.999)).toBe((askAfterMs ?? 0) + 2_997);
  expect(waitMs(openUntil, openUntil, 0)).toBe(1_000);
});
