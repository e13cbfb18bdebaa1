// A plain pipe in front of a server that counts what comes back, so that every client is measured in the same way.
import net from "node:net";

export async function countingPipe(port) {
  const wire = { bytes: 0, port: 0 };
  const pipe = net.createServer((inside) => {
    const outside = net.connect(port, "127.0.0.1");
    outside.on("data", (piece) => {
      wire.bytes += piece.length;
    });
    inside.pipe(outside).pipe(inside);
    for (const end of [inside, outside]) end.on("error", () => undefined);
  });
  await new Promise((listening) => pipe.listen(0, "127.0.0.1", listening));
  wire.port = pipe.address().port;
  return wire;
}
