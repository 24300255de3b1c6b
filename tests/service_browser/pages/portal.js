// What the tests call in a page, besides the two client libraries themselves.

/** How the first connection ends: {greeting} when the service spoke, else {closed: code}. */
function knock(address) {
  return new Promise((resolve) => {
    const socket = new WebSocket(address);
    socket.onmessage = (message) => {
      resolve({ greeting: message.data });
      socket.close();
    };
    socket.onclose = (event) => resolve({ closed: event.code });
  });
}

/** A connection whose frames are kept in the order in which they come. */
class Line {
  static async open(address) {
    const line = new Line();
    line.socket = new WebSocket(address);
    line.frames = [];
    line.waiting = [];
    line.socket.onmessage = (message) => {
      const next = line.waiting.shift();
      if (next) next(message.data);
      else line.frames.push(message.data);
    };
    await new Promise((resolve, reject) => {
      line.socket.onopen = resolve;
      line.socket.onclose = (event) => reject(new Error(`closed: ${event.code}`));
    });
    return line;
  }

  send(text) {
    this.socket.send(text);
  }

  next() {
    if (this.frames.length > 0) return Promise.resolve(this.frames.shift());
    return new Promise((resolve) => { this.waiting.push(resolve); });
  }

  async ask(request) {
    this.send(typeof request === 'string' ? request : JSON.stringify(request));
    return JSON.parse(await this.next());
  }
}

/** A CommonJS package, as a bundler would give it to the page. */
async function loadPackage(folder, main) {
  const modules = {};
  const load = async (name) => {
    if (modules[name]) return;
    const source = await (await fetch(`${folder}/${name}.js`)).text();
    modules[name] = { source, exports: null };
    const needed = [...source.matchAll(/require\("\.\/(\w+)"\)/g)].map((match) => match[1]);
    await Promise.all(needed.map(load));
  };
  await load(main);
  const run = (name) => {
    const module = modules[name];
    if (!module.exports) {
      module.exports = {};
      new Function('exports', 'require', module.source)(module.exports, (path) => run(path.slice(2)));
    }
    return module.exports;
  };
  return run(main);
}

/** Runs one recorded task of ncalayer-js-client's own test: {value} or {error}, as that test sees them. */
async function runTask(client, task) {
  const params = task.params.map((param) => (
    typeof param === 'string' && param.startsWith('!!') ? NCALayerClient[param.slice(2)] : param));
  try {
    return { value: await client[task.exec](...params) };
  } catch (error) {
    return { error: error.toString() };
  }
}
