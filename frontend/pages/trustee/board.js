// The files that trustees and portal lay out for each other, as this page sees them: chosen one by one, or a
// folder, where the browser can open one. Nothing on a board is believed: whoever uses a file checks it.
const NAMES =
  /^(invitation|definition|head|(keys|approval|paper)-\d+|(commitment|dealing|verdict|abort|consistency|countersignature)-\d+-\d+)\.json$|^(vote|(mix|opening)-\d+)\.tomoni$/;
const ARCHIVE = { head: 30, entry: 46, end: 22, endMark: 0x06054b50, entryMark: 0x02014b50 };

/**
 * The files in an archive (ZIP) whose parts are stored as they are, as the portal gives it; none of another
 * one. Together they are no larger than the archive, wherever its directory points.
 */
async function unpacked(archive) {
  const octets = new Uint8Array(await archive.arrayBuffer());
  const view = new DataView(octets.buffer);
  const end = octets.length - ARCHIVE.end;
  if (end < 0 || view.getUint32(end, true) !== ARCHIVE.endMark) return [];
  const files = [];
  let [at, room] = [view.getUint32(end + 16, true), octets.length];
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + ARCHIVE.entry > end || view.getUint32(at, true) !== ARCHIVE.entryMark) break;
    const [name, extra, note] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const [isPacked, size, head] = [view.getUint16(at + 10, true), view.getUint32(at + 24, true), view.getUint32(at + 42, true)];
    const text = new TextDecoder().decode(octets.subarray(at + ARCHIVE.entry, at + ARCHIVE.entry + name));
    room -= size;
    if (room < 0) break;
    if (NAMES.test(text) && !isPacked && head + ARCHIVE.head <= end) {
      const from = head + ARCHIVE.head + view.getUint16(head + 26, true) + view.getUint16(head + 28, true);
      if (from + size <= end) files.push(new File([octets.subarray(from, from + size)], text));
    }
    at += ARCHIVE.entry + name + extra + note;
  }
  return files;
}

const LARGEST_DOCUMENT = 2 ** 24;
const LARGEST_FILE = 2 ** 31;

export const canOpenFolders = () => typeof window.showDirectoryPicker === "function";

export const isSame = (a, b) => a.length === b.length && a.every((octet, place) => octet === b[place]);

export class Board {
  files = new Map();
  folder = null;

  /** Takes files in, also those in an archive; those with other names are left. How many were taken. */
  async add(files) {
    let taken = 0;
    for (const file of files) {
      if (file.name.endsWith(".zip")) {
        taken += await this.add(await unpacked(file));
        continue;
      }
      const largest = file.name.endsWith(".json") ? LARGEST_DOCUMENT : LARGEST_FILE;
      // An empty one is just being written on another computer.
      if (!NAMES.test(file.name) || file.size > largest || !file.size) continue;
      this.files.set(file.name, new Uint8Array(await file.arrayBuffer()));
      taken += 1;
    }
    return taken;
  }

  /** Opens a folder, from which all is read and to which all is written. */
  async openFolder() {
    this.folder = await window.showDirectoryPicker({ mode: "readwrite" });
    return this.refresh();
  }

  /** Reads the folder again. */
  async refresh() {
    const files = [];
    for await (const [, handle] of this.folder.entries()) if (handle.kind === "file") files.push(await handle.getFile());
    return this.add(files);
  }

  /** Lays a file out in the folder; false where something else lies there under its name. */
  async put({ name, octets }) {
    const there = await this.read(name);
    // Empty: a browser crashed before it had written.
    if (there?.length) return isSame(there, octets);
    const handle = await this.folder.getFileHandle(name, { create: true });
    const file = await handle.createWritable();
    await file.write(octets);
    await file.close();
    return true;
  }

  async read(name) {
    try {
      const file = await (await this.folder.getFileHandle(name)).getFile();
      return new Uint8Array(await file.arrayBuffer());
    } catch (error) {
      if (error.name === "NotFoundError") return null;
      throw error;
    }
  }
}
