// What the trustees' page takes from files and archives, whatever is in them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Board } from "../../../frontend/pages/trustee/board.js";
import { SeededDraw } from "../../../frontend/protocol/draw.js";

const utf8 = (text) => new TextEncoder().encode(text);

/** An archive (ZIP) whose parts are stored as they are. */
function archive(files, method = 0) {
  const [parts, directory] = [[], []];
  let at = 0;
  for (const [name, octets] of files) {
    const [head, entry] = [new DataView(new ArrayBuffer(30)), new DataView(new ArrayBuffer(46))];
    head.setUint32(0, 0x04034b50, true);
    entry.setUint32(0, 0x02014b50, true);
    head.setUint16(26, utf8(name).length, true);
    entry.setUint16(10, method, true);
    entry.setUint32(24, octets.length, true);
    entry.setUint16(28, utf8(name).length, true);
    entry.setUint32(42, at, true);
    parts.push(new Uint8Array(head.buffer), utf8(name), octets);
    directory.push(new Uint8Array(entry.buffer), utf8(name));
    at += 30 + utf8(name).length + octets.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, files.length, true);
  end.setUint32(16, at, true);
  return Buffer.concat([...parts, ...directory, new Uint8Array(end.buffer)]);
}

const FILES = [["invitation.json", utf8("{}")], ["mix-1.tomoni", utf8("mixed")], ["../keys-1.json", utf8("1")], ["notes.txt", utf8("2")]];
const zipped = (octets) => new File([octets], "board.zip");

test("files of a board are taken, one by one or from an archive, and no others", async () => {
  for (const given of [FILES.map(([name, octets]) => new File([octets], name)), [zipped(archive(FILES))]]) {
    const board = new Board();
    assert.equal(await board.add(given), 2);
    assert.deepEqual([...board.files.keys()], ["invitation.json", "mix-1.tomoni"]);
    assert.deepEqual(board.files.get("mix-1.tomoni"), utf8("mixed"));
  }
});

test("an archive of another kind gives nothing", async () => {
  for (const octets of [archive(FILES, 8), utf8("PK"), new Uint8Array(), archive([])]) {
    assert.equal(await new Board().add([zipped(octets)]), 0);
  }
});

test("a torn or changed archive gives files or none, and never stops the page", async () => {
  const [whole, draw] = [archive(FILES), new SeededDraw(utf8("archives"))];
  for (let round = 0; round < 300; round += 1) {
    const octets = Uint8Array.from(whole);
    const [place, value, end] = [draw.bytes(1)[0] % whole.length, draw.bytes(1)[0], draw.bytes(1)[0] % 40];
    octets[whole.length - 1 - place] = value;
    const torn = round % 2 ? octets : octets.subarray(0, whole.length - end);
    assert.ok((await new Board().add([zipped(torn)])) <= FILES.length);
  }
});

test("an archive that names one part again and again gives no more than it holds", async () => {
  const part = new Uint8Array(1000);
  const once = archive([["mix-1.tomoni", part]]);
  const [entry, end] = [once.subarray(once.length - 22 - 58, once.length - 22), Buffer.from(once.subarray(once.length - 22))];
  end.writeUInt16LE(5000, 10);
  const bomb = Buffer.concat([once.subarray(0, once.length - 22 - 58), ...Array(5000).fill(entry), end]);
  assert.ok((await new Board().add([zipped(bomb)])) * part.length <= bomb.length);
});
