// The files that trustees and portal lay out for each other, as this page sees them: chosen one by one, or a
// folder, where the browser can open one. Nothing on a board is believed: whoever uses a file checks it.
const NAMES =
  /^(invitation|definition|head|(keys|approval|paper)-\d+|(commitment|dealing|verdict|abort|consistency|countersignature)-\d+-\d+)\.json$|^(vote|(mix|opening)-\d+)\.tomoni$/;
const LARGEST_DOCUMENT = 2 ** 24;
const LARGEST_FILE = 2 ** 31;

export const canOpenFolders = () => typeof window.showDirectoryPicker === "function";

export const isSame = (a, b) => a.length === b.length && a.every((octet, place) => octet === b[place]);

export class Board {
  files = new Map();
  folder = null;

  /** Takes files in; those with other names are left. How many were taken. */
  async add(files) {
    let taken = 0;
    for (const file of files) {
      const largest = file.name.endsWith(".json") ? LARGEST_DOCUMENT : LARGEST_FILE;
      if (!NAMES.test(file.name) || file.size > largest) continue;
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
    if (there) return isSame(there, octets);
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
