import { initialsOf } from "@/app/_ui/initials-avatar";

test.each([
  ["Ana de Souza", "AS"],
  ["bob", "B"],
  ["änne müller", "ÄM"],
  ["佐藤 花子", "佐花"],
  ["😀 Smile", "😀S"],
  ["+44 7700 900123", "#"],
  ["", "#"],
])("%j shows %j", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
