// A process of its own that records into a store until it is done or killed:
//   writer.ts DIRECTORY NAME COUNT
// prints the id of each record once it is written.
import { RolloutStore } from '../../../src/rollout/store.ts';
import { aDocumentation } from './records.ts';

const [directory = '', name = '', count = ''] = process.argv.slice(2);
const store = new RolloutStore(directory, (movedTo) => console.error(`moved to ${movedTo}`));
for (let index = 0; index < Number(count); index++) {
  console.log(store.recordDocumentation(aDocumentation({ doc: `${name} ${index}` })));
}
store.dispose();
