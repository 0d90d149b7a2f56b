import * as api from './api.js';
import { byId } from './dom.js';
import { reason } from './message.js';

const SAVE = 'Save';

/** Why a name has not been stored. */
const why = (failure) =>
  (failure.kind === 'forbidden' ? 'You don’t have the right to name this campaign. ' : '') +
  reason(failure);

/** Names a campaign in the place of its heading. The field keeps a name until it is stored. */
export class Naming {
  /** @param {function(string, string)} named is called with a campaign and its stored name */
  constructor(named) {
    this.named = named;
    this.campaign = null;
    this.name = '';
    this.saving = false;
    byId('rename').addEventListener('click', () => this.open());
    byId('naming').addEventListener('submit', (event) => {
      event.preventDefault();
      this.save();
    });
    byId('naming').addEventListener('keydown', ({ key }) => key === 'Escape' && this.close());
    byId('naming-cancel').addEventListener('click', () => this.close());
  }

  /** Offers to name a campaign. */
  offer(campaign, name) {
    this.campaign = campaign;
    this.name = name || '';
    byId('rename').textContent = name ? 'Rename' : 'Name';
    byId('rename').hidden = !byId('naming').hidden;
  }

  /** Offers nothing, because the campaign is another one or may not be seen. */
  withdraw() {
    this.campaign = null;
    this.toggle(false);
    byId('rename').hidden = true;
  }

  open() {
    this.toggle(true);
    byId('name').value = this.name;
    byId('name').select();
  }

  close() {
    this.toggle(false);
    byId('rename').focus();
  }

  toggle(open) {
    byId('naming').hidden = !open;
    byId('rename').hidden = open;
    byId('heading').classList.toggle('sr-only', open);
    byId('naming-error').textContent = '';
  }

  async save() {
    if (this.saving) {
      return;
    }
    this.say('Saving…', '');
    const { campaign } = this;
    try {
      const { name } = await api.nameCampaign(campaign, byId('name').value);
      this.say(SAVE, '');
      this.stored(campaign, name);
    } catch (failure) {
      this.say(SAVE, campaign === this.campaign ? why(api.Failure.of(failure)) : '');
    }
  }

  /** Says on the button whether a name is being saved, and below it what is wrong. */
  say(action, error) {
    this.saving = action !== SAVE;
    byId('naming-save').textContent = action;
    byId('naming-error').textContent = error;
  }

  /** Meanwhile, another campaign may have been chosen. */
  stored(campaign, name) {
    if (campaign === this.campaign) {
      this.named(campaign, name);
      this.offer(campaign, name);
      if (!byId('naming').hidden) {
        this.close();
      }
    }
  }
}
