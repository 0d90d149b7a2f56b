import { copyOnClick } from './copy.js';
import { byId, element, onChange } from './dom.js';

/** What to paste where, so that a campaign's events arrive here. */
function pieces(campaign) {
  const host = location.origin;
  const event = {
    session_id: crypto.randomUUID(),
    campaign_id: campaign,
    event_type: 'page_view',
    metadata: { path: '/shoes' },
  };
  return [
    {
      title: 'Script',
      what: 'For web pages: put it in the head. It sends a page_view by itself, retries until it is stored, and sets no cookie.',
      code: `<script async src="${host}/footfall.js" data-campaign="${campaign}"></script>`,
    },
    {
      title: 'Script call',
      what: 'On the same page, whenever something happens; the second part is any JSON object.',
      code: "footfall('add_to_cart', {product_id: '123'})",
    },
    {
      title: 'Pixel',
      what: 'For mails, and for pages without scripts.',
      code: `<img src="${host}/v1/pixel.gif?campaign_id=${campaign}&amp;event_type=mail_opened" alt="" width="1" height="1">`,
    },
    {
      title: 'curl',
      what: 'For a first try, and for servers.',
      code: `curl -X POST ${host}/v1/events -H 'Content-Type: application/json' -d '${JSON.stringify(event)}'`,
    },
  ];
}

const piece = ({ title, what, code }) =>
  element(
    'li',
    { class: 'piece' },
    element(
      'div',
      { class: 'card-head' },
      element('h3', {}, title),
      copyOnClick(element('button', { type: 'button' }, 'Copy ' + title.toLowerCase()), () => code),
    ),
    element('p', { class: 'note' }, what),
    element(
      'pre',
      { tabindex: '0', role: 'group', 'aria-label': title },
      element('code', {}, code),
    ),
  );

/** The panel for the campaign. */
export const showSend = onChange((campaign) => {
  byId('send').replaceChildren(
    element('h2', { id: 'send-heading' }, 'Send events to this campaign'),
    element('ul', { class: 'pieces' }, ...pieces(campaign).map(piece)),
  );
});
