const { default: Sequencer } = require("@jest/test-sequencer");

/** In words of their names: walks over the whole schema, files and mails without an end, and processes that are killed and waited for. */
const SLOW = /(hostile|killed|crash|permissions|states|plans|outage|trouble|at-once|executor)[\w-]*\.test\.ts$/;

/** Jest knows how long a file took last time, which in a fresh clone is nothing: the slow ones would come last, one worker at a loss. */
class SlowFirst extends Sequencer {
  async sort(tests) {
    const sorted = await super.sort(tests);
    const isSlow = ({ path }) => SLOW.test(path);
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
}

module.exports = SlowFirst;
