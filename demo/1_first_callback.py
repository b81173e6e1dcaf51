# SPDX-License-Identifier: MIT
"""The same program with Lightning Fabric: what weft's stand for."""

from lightning.fabric import Fabric


class MyCallback:
    def on_train_batch_end(self, loss, output):
        print(f"loss {loss:.2f} with {len(output)} outputs")


fabric = Fabric(callbacks=[MyCallback()])
for batch in range(1, 4):
    output = [0.1, 0.9]
    loss = 1.0 / batch
    fabric.call("on_train_batch_end", loss=loss, output=output)
